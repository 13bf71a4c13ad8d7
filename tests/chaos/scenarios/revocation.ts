// A revoked key is refused on every node at once: by notification, without it, and while nothing is heard at all.
import { setTimeout as sleep } from "node:timers/promises";
import { keepBusy } from "../load/busy.ts";
import { type Client, openClient } from "../load/client.ts";
import type { Installation, Key } from "../setup/installation.ts";
import type { ApiNode } from "../setup/node.ts";
import { type Finding, ms, quantile, type Scenario } from "./scenario.ts";

/** Askers of one key at one node, one call after another. */
const ASKERS = 2;
const WARM_MS = 30;
const AT_ONCE = 4;

export const revocation: Scenario = {
  name: "revocation",
  title: "A key is revoked under load",
  parameters: { revokes: 200, cut: 10, clients: 12 },
  async run({ installation, parameters: { revokes = 0, cut = 0, clients = 0 } }) {
    const { nodes, token } = installation;
    const client = openClient(token);
    const others = await makeKeys(installation, 50);
    const load = keepBusy(clients, async (turn) => {
      await client.verify(nodes[turn % nodes.length]!.url, others[turn % others.length]!.secret);
    });
    const keys = await makeKeys(installation, revokes);
    const late: number[] = [];
    while (keys.length > 0) {
      const some = keys.splice(0, AT_ONCE);
      late.push(...(await Promise.all(some.map((key, turn) => revokeOne(client, nodes, turn, key, 150)))));
    }
    const unheard = await withoutNotification(installation, () =>
      revokeMany(installation, client, cut, 3_000),
    );
    const silent = await withoutFeed(installation, () => revokeMany(installation, client, cut, 7_500));
    const calls = await load.stop();
    client.close();
    return findings(late, unheard, silent, calls);
  },
};

function findings(late: number[], unheard: number[], silent: number[], calls: number): Finding[] {
  const slowest = quantile(late, 0.99);
  const max = Math.max(0, ...late);
  return [
    row(`last acceptance after ${late.length} acknowledged revokes, p99`, slowest, 100),
    row(`the same, at most (${calls} other calls meanwhile)`, max, 1_000),
    row(`notifications lost, ${unheard.length} revokes, at most`, Math.max(0, ...unheard), 5_000),
    row(`nothing heard of changes, ${silent.length} revokes, at most`, Math.max(0, ...silent), 5_000),
  ];
}

function row(what: string, value: number, most: number): Finding {
  return { what, measured: ms(value), promised: `≤ ${ms(most)}`, holds: value <= most };
}

async function makeKeys({ makeKey }: Installation, count: number): Promise<Key[]> {
  return Promise.all(Array.from({ length: count }, () => makeKey()));
}

async function revokeMany(installation: Installation, client: Client, count: number, watchMs: number) {
  const keys = await makeKeys(installation, count);
  return Promise.all(keys.map((key, turn) => revokeOne(client, installation.nodes, turn, key, watchMs)));
}

/** Milliseconds from the acknowledgement to the last acceptance that was answered anywhere; 0 for none. */
async function revokeOne(
  client: Client,
  nodes: readonly ApiNode[],
  turn: number,
  { id, secret }: Key,
  watchMs: number,
): Promise<number> {
  let lastMs = Number.NEGATIVE_INFINITY;
  let watching = true;
  const watch = async ({ url }: ApiNode) => {
    while (watching) {
      const { body, answeredMs } = await client.verify(url, secret);
      if (body?.valid) lastMs = Math.max(lastMs, answeredMs);
      await sleep(1);
    }
  };
  const watches = nodes.flatMap((node) => Array.from({ length: ASKERS }, () => watch(node)));
  await sleep(WARM_MS);
  const answer = await client.post(nodes[turn % nodes.length]!.url, `/v1/keys/${id}/revoke`, {});
  if (answer.status !== 200)
    throw new Error(`revoke answered ${answer.status} ${JSON.stringify(answer.body)}`);
  await sleep(watchMs);
  watching = false;
  await Promise.all(watches);
  return Math.max(0, lastMs - answer.answeredMs);
}

/** Changes are noted and nobody is told, as when every notification were lost. */
async function withoutNotification<T>({ owner }: Installation, work: () => Promise<T>): Promise<T> {
  const [row] = await owner.sql<[{ text: string }]>`
    select pg_get_functiondef('note_change'::regproc) as text`;
  const muted = row.text.replace("perform pg_notify('keyhold_change', '')", "null");
  if (muted === row.text) throw new Error("note_change does not notify as it did");
  await owner.sql.unsafe(muted);
  try {
    return await work();
  } finally {
    await owner.sql.unsafe(row.text);
  }
}

/** The connections on which nodes hear of changes say nothing, also those that are opened anew. */
async function withoutFeed<T>({ owner }: Installation, work: () => Promise<T>): Promise<T> {
  const frozen = new Set<number>();
  const freeze = async () => {
    const rows = await owner.sql<{ pid: number }[]>`
      select pid from pg_stat_activity where application_name = 'keyhold api changes'`;
    for (const { pid } of rows) {
      if (frozen.has(pid)) continue;
      frozen.add(pid);
      process.kill(pid, "SIGSTOP");
    }
  };
  await freeze();
  const timer = setInterval(() => void freeze(), 25);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    for (const pid of frozen) {
      try {
        process.kill(pid, "SIGCONT");
      } catch {
        // Its node gave it up, and it ended.
      }
    }
  }
}
