// Storing usage with all its roll-ups, against a bare insert of the same rows, in rounds that take turns.
import { connect, type Sql } from "#db/client.ts";
import { decodeId, encodeId, newId } from "#lib/shared/ids.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { table } from "../report.ts";
import { seedKeys } from "../setup/keys.ts";
import { median } from "../setup/measure.ts";
import { count, withSpan } from "../setup/words.ts";
import type { Scenario } from "./scenario.ts";

const KEYS = 1_000;
const EVENTS = 48_000;
const ROUNDS = 5;
const WRITERS = 2;

interface KeyRow {
  tenant_id: string;
  id: string;
  secret_id: string;
}

export const ingest: Scenario = {
  name: "ingest",
  async run({ installation, say, put }) {
    await seedKeys(installation, KEYS);
    const { owner } = installation;
    const keys = await owner.sql<KeyRow[]>`
      select k.tenant_id, k.id, s.id as secret_id from keys k
      join secrets s on s.tenant_id = k.tenant_id and s.key_id = k.id limit ${KEYS}`;
    await owner.sql.unsafe(`create table plain_events (like usage_events including all)`);
    const api = connect(installation.apiUrl, { max: WRITERS });
    const sizes = [500, 4_000];
    const rates = new Map(sizes.map((size) => [size, { stored: [] as number[], plain: [] as number[] }]));
    try {
      for (let round = 0; round < ROUNDS; round += 1)
        for (const size of sizes) {
          const { stored, plain } = rates.get(size)!;
          plain.push(await perSecond(keys, size, (events) => insertPlainly(owner.sql, events)));
          stored.push(await perSecond(keys, size, (events) => storeUsage(api.sql, events)));
          say(`batches of ${size}: bare ${count(plain.at(-1)!)}/s, with roll-ups ${count(stored.at(-1)!)}/s`);
        }
      put("ingest", tables(rates));
    } finally {
      await api.close();
      await owner.sql`drop table plain_events`;
    }
  },
};

/** Events per second over batches of `size`, by two writers at once. */
async function perSecond(
  keys: readonly KeyRow[],
  size: number,
  store: (events: readonly UsageEvent[]) => Promise<unknown>,
): Promise<number> {
  const total = Math.floor(EVENTS / size);
  const batches = Array.from({ length: total }, () => makeEvents(keys, size));
  const startedAt = performance.now();
  const write = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) await store(batch);
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return (total * size) / ((performance.now() - startedAt) / 1_000);
}

function makeEvents(keys: readonly KeyRow[], count: number): UsageEvent[] {
  return Array.from({ length: count }, () => {
    const key = keys[Math.floor(Math.random() * keys.length)]!;
    return {
      tenantId: encodeId("ten", key.tenant_id),
      at: new Date(),
      id: newId("evt"),
      keyId: encodeId("key", key.id),
      secretId: encodeId("sec", key.secret_id),
      environment: "live",
      outcome: "VALID",
      cost: 1,
      units: null,
      resource: "POST /api/v1/logs",
      ip: null,
      userAgent: null,
      tags: null,
      latencyMicros: 12,
      requestId: "req_01m7yw3h2xefdt5w39ybcwpteq",
    };
  });
}

/** As few words as the same rows can be stored with: no roll-ups, no check for what is there already. */
async function insertPlainly(sql: Sql, events: readonly UsageEvent[]): Promise<void> {
  const of = (value: (event: UsageEvent) => string | number | null) =>
    events.map((event) => String(value(event)));
  await sql`
    insert into plain_events (tenant_id, at, id, key_id, secret_id, environment, outcome, cost, resource,
      latency_micros, request_id)
    select * from unnest(
      ${of(({ tenantId }) => decodeId("ten", tenantId))}::uuid[], ${of(({ at }) => at.toISOString())}::text[]::timestamptz[],
      ${of(({ id }) => decodeId("evt", id))}::uuid[], ${of(({ keyId }) => decodeId("key", keyId))}::uuid[],
      ${of(({ secretId }) => decodeId("sec", secretId ?? ""))}::uuid[], ${of(({ environment }) => environment)}::text[],
      ${of(({ outcome }) => outcome)}::text[], ${of(({ cost }) => cost)}::bigint[],
      ${of(({ resource }) => resource)}::text[], ${of(({ latencyMicros }) => latencyMicros)}::integer[],
      ${of(({ requestId }) => requestId)}::text[])`;
}

function tables(rates: ReadonlyMap<number, { stored: number[]; plain: number[] }>): string {
  const rows = [...rates].map(([size, { stored, plain }]) => {
    const shares = stored.map((one, round) => one / plain[round]!);
    return [count(size), count(median(plain)), count(median(stored)), withSpan(shares, median(shares))];
  });
  return [
    table(
      [
        "events in a batch, two writers",
        "bare `insert … select unnest`, events/s",
        "stored with roll-ups, events/s",
        "share",
      ],
      rows,
    ),
    "",
    "Stored means: each event once however often it is sent, calls and amounts added up at every grain below, and the last " +
      "use of keys and secrets noted, in one statement, committed with `synchronous_commit=on`. The bare insert does none " +
      "of it, into a table with the same columns and index.",
  ].join("\n");
}
