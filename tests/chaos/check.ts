// node tests/chaos/check.ts LEDGER DSN: compares what was acknowledged with what is stored, and prints the difference as
// JSON. It knows the ledger and the tables, and nothing of whoever wrote either.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { connect } from "#db/client.ts";
import type { Entry } from "./load/ledger.ts";

export interface Findings {
  verifications: number;
  reports: number;
  lost: number;
  double: number;
  /** How many calls the roll-ups count more, or fewer, than there are; and the same of what was reported. */
  rollUpsOff: number;
  reportsOff: number;
  firstLost: string | null;
}

const BATCH = 5_000;

const [ledger = "", dsn = ""] = process.argv.slice(2);
const { sql, close } = connect(dsn, { max: 2, name: "chaos check" });
const verifications: string[] = [];
const reports: string[] = [];
for await (const line of createInterface({ input: createReadStream(ledger) })) {
  const entry = JSON.parse(line) as Entry;
  if (entry.kind === "verification") verifications.push(entry.requestId);
  else reports.push(entry.id);
}

const found = await countsOf(
  verifications,
  (ids) => sql`
  select request_id as id, count(*)::int as count from usage_events where request_id = any(${ids}) group by 1`,
);
const kept = await countsOf(
  reports,
  (ids) => sql`
  select id, count(*)::int as count from usage_receipts where id = any(${ids}) group by 1`,
);
const all = [
  ...verifications.map((id) => [id, found.get(id) ?? 0] as const),
  ...reports.map((id) => [id, kept.get(id) ?? 0] as const),
];
const [off] = await sql`
  select (select coalesce(sum(calls), 0) from usage_quarter_hours)::int - (select count(*) from usage_events)::int as calls,
    (select coalesce(sum(quantity), 0) from meter_quarter_hours)::int
      - (select coalesce(sum(quantity), 0) from usage_receipts)::int as reports`;
await close();

const findings: Findings = {
  verifications: verifications.length,
  reports: reports.length,
  lost: all.filter(([, count]) => count === 0).length,
  double: all.filter(([, count]) => count > 1).length,
  rollUpsOff: off?.calls,
  reportsOff: off?.reports,
  firstLost: all.find(([, count]) => count === 0)?.[0] ?? null,
};
process.stdout.write(`${JSON.stringify(findings)}\n`);

async function countsOf(
  ids: readonly string[],
  read: (batch: string[]) => Promise<readonly { id?: string; count?: number }[]>,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let at = 0; at < ids.length; at += BATCH)
    for (const { id = "", count = 0 } of await read(ids.slice(at, at + BATCH))) counts.set(id, count);
  return counts;
}
