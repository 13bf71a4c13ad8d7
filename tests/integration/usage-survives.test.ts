// Verifications that were answered are stored once: through killed processes, and a database that is away.
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { makeServiceToken } from "../support/api.ts";
import { type ApiProgram, startApiProgram } from "../support/api-program.ts";
import { makeTenant } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestSpool, testSpool } from "../support/spool.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let folder: TestSpool;
let running: ApiProgram | undefined;

beforeAll(async () => {
  world = await testWorld();
  folder = testSpool();
});
afterAll(async () => {
  await running?.end("SIGKILL");
  await world?.close();
  folder?.remove();
});

/** An api process of its own over the same folder as the others. */
async function startNode(): Promise<ApiProgram> {
  running = await startApiProgram(world, folder.root);
  return running;
}

/** Asks as fast as 16 clients can, until the process is gone; the ids of the requests that were answered with 200. */
function load(url: string, token: string, key: string): Promise<string[]> {
  const answered: string[] = [];
  const client = async () => {
    for (;;) {
      const answer = await fetch(`${url}/v1/keys/verify`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ key, resource: "GET /" }),
      });
      if (answer.status === 200) answered.push(((await answer.json()) as { requestId: string }).requestId);
    }
  };
  const clients = Array.from({ length: 16 }, () => client().catch(() => {}));
  return Promise.all(clients).then(() => answered);
}

async function sendDatabaseAway(): Promise<void> {
  const [{ name }] = await world.ownerSql<[{ name: string }]>`select current_database() as name`;
  await world.ownerSql.unsafe(`alter database "${name}" connection limit 0`);
  await world.ownerSql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'keyhold_api' and datname = current_database()`;
}

async function bringDatabaseBack(): Promise<void> {
  const [{ name }] = await world.ownerSql<[{ name: string }]>`select current_database() as name`;
  await world.ownerSql.unsafe(`alter database "${name}" connection limit -1`);
}

const events = () => world.ownerSql<{ id: string }[]>`select request_id as id from usage_events`;

it("none of them is lost or stored twice, and what each node counted adds up", async () => {
  const key = await makeKey(world, await makeTenant(world));
  const token = await makeServiceToken(world);
  const first = await startNode();
  const answered = load(first.url, token, key.secret);
  await expect.poll(async () => (await events()).length, { timeout: 30_000 }).toBeGreaterThan(200);
  await first.end("SIGKILL");

  const second = await startNode();
  const meanwhile = load(second.url, token, key.secret);
  const before = (await events()).length;
  await expect.poll(async () => (await events()).length, { timeout: 30_000 }).toBeGreaterThan(before + 200);
  await sendDatabaseAway();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await second.end("SIGKILL");
  await bringDatabaseBack();

  const third = await startNode();
  const ids = [...(await answered), ...(await meanwhile)];
  const missing = async () => {
    const stored = new Set((await events()).map(({ id }) => id));
    return ids.filter((id) => !stored.has(id)).length;
  };
  await expect.poll(missing, { timeout: 30_000 }).toBe(0);
  await third.end("SIGTERM");

  const stored = (await events()).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(400);
  expect(new Set(stored).size).toBe(stored.length);
  const [rolledUp] = await world.ownerSql`
    select sum(calls)::int as calls from usage_quarter_hours where key_id = ${uuidOf("key", key.id)}`;
  expect(rolledUp).toEqual({ calls: stored.length });
  const nodes = await world.ownerSql<{ accepted: number; stored: number; rest: number }[]>`
    select accepted::int, stored::int, (waiting + set_aside + spool_bytes)::int as rest from nodes`;
  expect(nodes).toHaveLength(3);
  for (const node of nodes) expect(node).toMatchObject({ stored: node.accepted, rest: 0 });
  expect(nodes.reduce((sum, node) => sum + node.stored, 0)).toBe(stored.length);
}, 150_000);
