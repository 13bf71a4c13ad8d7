// Roll-ups to begin a test with, as metering would have left them.
import { sql } from "drizzle-orm";
import { keys, usageQuarterHours } from "#db/schema/index.ts";
import { onPlatform, type Tx } from "#db/tenant.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import type { TestWorld } from "./world.ts";

export type UsageRow = typeof usageQuarterHours.$inferInsert;
export type KeyRow = typeof keys.$inferInsert;

/** A key without a secret, for charts to name. */
export function keyRow(
  tenantId: Id<"ten">,
  name: string,
  createdAt: Date,
  more: Partial<KeyRow> = {},
): KeyRow {
  return {
    tenantId,
    id: newId("key"),
    name,
    environment: "live",
    ipAllow: [],
    tags: [],
    metadata: {},
    createdAt,
    createdBy: "usr_seed",
    createdByLabel: "ada@example.test",
    updatedAt: createdAt,
    ...more,
  };
}

/** Writes keys and roll-ups. Rows that are left half said are calls of one key that were admitted. */
export async function writeUsage(
  world: Pick<TestWorld, "as">,
  rows: (Pick<UsageRow, "tenantId" | "keyId" | "bucket" | "calls"> & Partial<UsageRow>)[],
  newKeys: KeyRow[] = [],
): Promise<void> {
  await onPlatform(world.as("worker").db, async (tx) => {
    for (let at = 0; at < newKeys.length; at += 500)
      await tx.insert(keys).values(newKeys.slice(at, at + 500));
    const full = rows.map((row): UsageRow => {
      const outcome = row.outcome ?? "VALID";
      const requests = outcome === "VALID" ? row.calls : 0;
      return { environment: "live", requests, latencyMicros: row.calls * 400, ...row, outcome };
    });
    for (let at = 0; at < full.length; at += 2_000)
      await tx.insert(usageQuarterHours).values(full.slice(at, at + 2_000));
    await rollUp(tx);
  });
}

/** Whatever is coarser, made again from the quarter hours of keys. */
async function rollUp(tx: Tx): Promise<void> {
  const sums = sql`sum(calls), sum(requests), sum(latency_micros)`;
  const day = sql`date_bin('1 day', bucket, 'epoch')`;
  for (const table of [
    "tenant_quarter_hours",
    "tenant_days",
    "key_days",
    "platform_quarter_hours",
    "platform_days",
  ])
    await tx.execute(sql`delete from ${sql.identifier(table)}`);
  await tx.execute(sql`
    insert into key_days (tenant_id, bucket, key_id, environment, outcome, calls, requests, latency_micros)
    select tenant_id, ${day}, key_id, environment, outcome, ${sums} from usage_quarter_hours group by 1, 2, 3, 4, 5`);
  await tx.execute(sql`
    insert into tenant_quarter_hours (tenant_id, bucket, environment, outcome, calls, requests, latency_micros)
    select tenant_id, bucket, environment, outcome, ${sums} from usage_quarter_hours group by 1, 2, 3, 4`);
  await tx.execute(sql`
    insert into tenant_days (tenant_id, bucket, environment, outcome, calls, requests, latency_micros)
    select tenant_id, ${day}, environment, outcome, ${sums} from tenant_quarter_hours group by 1, 2, 3, 4`);
  await tx.execute(sql`
    insert into platform_quarter_hours (bucket, environment, outcome, lane, calls, requests, latency_micros)
    select bucket, environment, outcome, 0, ${sums} from tenant_quarter_hours group by 1, 2, 3`);
  await tx.execute(sql`
    insert into platform_days (bucket, environment, outcome, lane, calls, requests, latency_micros)
    select ${day}, environment, outcome, 0, ${sums} from tenant_quarter_hours group by 1, 2, 3`);
}
