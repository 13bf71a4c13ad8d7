// Exports over REST and on the command line: asked for, looked at, downloaded, and nobody else's.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeExports } from "#lib/exports/make-exports.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { type Cli, worldCli } from "../support/cli.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: TestApi;
let cli: Cli;
let tenant: TenantRow;
let bearer: string;
let foreign: string;

beforeAll(async () => {
  world = await testWorld();
  [api, cli] = [await testApi(world), await worldCli(world)];
  tenant = await makeTenant(world);
  await makeKey(world, tenant, { name: "web" });
  await makeKey(world, tenant, { name: "mobile" });
  bearer = await makeServiceToken(world, { tenant, permissions: ["keys:read", "exports:write"] });
  foreign = await makeServiceToken(world, {
    tenant: await makeTenant(world),
    permissions: ["keys:read", "exports:write"],
  });
});
afterAll(async () => {
  await api?.stop();
  await cli?.close();
  await world?.close();
});

const wish = { subject: "keys", format: "json" };
const make = () => makeExports(world.as("worker"));

describe("/v1/exports", () => {
  it("makes a file that is downloaded as it was packed", async () => {
    const asked = await api.send("POST", "/v1/exports", { bearer, body: wish });
    expect([asked.status, asked.body.state], asked.text).toEqual([201, "queued"]);
    const path = `/v1/exports/${asked.body.id}`;
    expect((await api.send("GET", `${path}/file`, { bearer })).status).toBe(409);
    await make();
    expect((await api.send("GET", path, { bearer })).body).toMatchObject({ state: "done", rows: 2 });
    const listed = await api.send("GET", "/v1/exports", { bearer });
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([asked.body.id]);

    const answer = await fetch(`${api.url}${path}/file`, { headers: { Authorization: `Bearer ${bearer}` } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/gzip"]);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="keys-.*\.jsonl\.gz"$/);
    const lines = gunzipSync(Buffer.from(await answer.arrayBuffer()))
      .toString()
      .trim()
      .split("\n");
    expect(lines.map((line) => JSON.parse(line).name)).toEqual(["mobile", "web"]);

    for (const each of [path, `${path}/file`])
      expect((await api.send("GET", each, { bearer: foreign })).status).toBe(404);
    expect((await api.send("DELETE", path, { bearer })).status).toBe(200);
    expect((await api.send("GET", path, { bearer })).status).toBe(404);
  });

  it("refuses a subject that the token may not read", async () => {
    const body = { subject: "calls" };
    expect((await api.send("POST", "/v1/exports", { bearer, body })).status).toBe(403);
  });
});

it("`keyhold exports` asks for a file and writes it, and never over another", async () => {
  const where = ["--tenant", tenant.clientId];
  const asked = ["--of", "keys", "--where", "q=mobile"];
  const made = await cli.json(["exports", "create", ...where, ...asked]);
  await make();
  const out = join(cli.folder, "keys.csv.gz");
  await cli.json(["exports", "download", made.id, ...where, "--out", out]);
  expect(gunzipSync(await readFile(out)).toString()).toMatch(/^id,name,.*\nkey_\w+,mobile,/);
  expect((await cli.run(["exports", "download", made.id, ...where, "--out", out])).code).toBe(5);
}, 120_000);
