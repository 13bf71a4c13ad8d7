// Makes the roll-ups of a day again from its events, in one transaction in which nobody stores usage.
import { eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { shapedDays, usageProofs } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { command } from "#lib/core/operation.ts";
import { USAGE_LOCK } from "#lib/shared/usage-grain.ts";
import { DayName, standingDay, stands } from "./day.ts";
import {
  CALL_ROLL_UPS,
  type Day,
  type DayRollUp,
  dayEvents,
  LATENCY_ROLL_UPS,
  mostCalled,
  rowsOfDay,
} from "./day-roll-ups.ts";
import { SHAPED } from "./day-shapes.ts";
import { shapeDay } from "./shape-usage-day.ts";

/** Doing it twice changes nothing more. Calls that come meanwhile wait in the spools of their nodes. */
export const rerollUsage = command({
  name: "usage.reroll",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ day: DayName }),
  async run({ tx, now, audit }, { day }): Promise<{ day: string; rows: number }> {
    // Taken before anything is looked at, so that all that was stored before is seen.
    await tx.execute(sql`select pg_advisory_xact_lock(${USAGE_LOCK})`);
    const standing = await standingDay(tx, day, now);
    const rows = await refill(tx, standing, now);
    await reshape(tx, standing, now);
    await tx.update(usageProofs).set({ rerolledAt: now }).where(sql`${usageProofs.day} = ${day}`);
    audit({ target: { type: "usage", id: day, label: day }, after: { rows } });
    return { day, rows };
  },
});

/** How many rows there are now. */
async function refill(tx: Tx, day: Day, now: Date): Promise<number> {
  const fills = [
    ...CALL_ROLL_UPS.filter(({ keptDays }) => stands(day, keptDays, now)).map((rollUp) =>
      rowsOf(rollUp, day),
    ),
    ...LATENCY_ROLL_UPS.map((rollUp) => histogramsOf(rollUp, day)),
  ];
  for (const { table, where } of fills)
    await tx.execute(sql`delete from ${sql.identifier(table)} where ${where}`);
  const inserts = fills.map(
    ({ table, columns, select }, index) => sql`${sql.identifier(`filled_${index}`)} as (
      insert into ${sql.identifier(table)} (${columns}) ${select} returning 1)`,
  );
  const counts = fills.map((_, index) => sql`(select count(*) from ${sql.identifier(`filled_${index}`)})`);
  const [row] = await tx.execute<{ rows: number }>(sql`
    with ${dayEvents(day, mostCalled)}, ${sql.join(inserts, sql`, `)}
    select (${sql.join(counts, sql` + `)})::float8 as rows`);
  return row?.rows ?? 0;
}

/** What was shaped of other sums is made again of these. */
async function reshape(tx: Tx, day: Day, now: Date): Promise<void> {
  await tx.delete(shapedDays).where(eq(shapedDays.day, day.from.slice(0, "yyyy-mm-dd".length)));
  if (new Date(day.to) <= now) await shapeDay(tx, day, SHAPED, now);
}

interface Fill {
  table: string;
  /** What it held of the day. */
  where: SQL;
  columns: SQL;
  select: SQL;
}

function rowsOf({ table, keys, sums, wanted }: DayRollUp, day: Day): Fill {
  const names = sql.join(
    [...keys, ...sums].map((name) => sql`${sql.identifier(name)}`),
    sql`, `,
  );
  return {
    table,
    where: rowsOfDay({ keys }, day),
    columns: inLanes(table) ? sql`${names}, lane` : names,
    select: sql`select ${names}${inLanes(table) ? sql`, 0` : sql``} from (${wanted}) as w`,
  };
}

function histogramsOf({ table, keys, wanted }: DayRollUp, day: Day): Fill {
  const names = sql.join(
    keys.filter((name) => name !== "slot").map((name) => sql`${sql.identifier(name)}`),
    sql`, `,
  );
  return {
    table,
    where: rowsOfDay({ keys }, day),
    columns: inLanes(table) ? sql`${names}, counts, lane` : sql`${names}, counts`,
    select: sql`select ${names}, counts_of(array_agg(slot), array_agg(calls), max(slot))${inLanes(table) ? sql`, 0` : sql``}
      from (${wanted}) as w group by ${names}`,
  };
}

const inLanes = (table: string) => table.startsWith("platform_");
