// Whether the roll-ups of a day are what its events come to, to the unit.
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { usageProofs } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { DayName, standingDay, stands } from "./day.ts";
import {
  CALL_ROLL_UPS,
  crowdedName,
  type Day,
  type DayRollUp,
  dayEvents,
  LATENCY_ROLL_UPS,
  rowsOfDay,
  uncrowded,
} from "./day-roll-ups.ts";
import { DAY_SHAPES, type DayShape, listed, slotsOfDay, slotsOfShape, standsFor } from "./day-shapes.ts";

export interface UsageProof {
  day: string;
  /** Calls that stand in the events of the day. */
  calls: number;
  /** Rows of roll-ups that are wrong, missing or too many; 0 is the proof. */
  differences: number;
  /** The same by table. */
  found: Record<string, number>;
  provedAt: string;
}

/** In one statement, which sees one moment: calls that are stored meanwhile are in both, or in neither. */
export const proveUsage = command({
  name: "usage.prove",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ day: DayName }),
  async run({ tx, now, unchanged }, { day }): Promise<UsageProof> {
    const standing = await standingDay(tx, day, now);
    const [found] = await tx.execute<Record<string, number>>(comparison(standing, now));
    const { "calls in all": calls = 0, ...tables } = found ?? {};
    const differences = Object.values(tables).reduce((sum, count) => sum + count, 0);
    const proof = { day, provedAt: now, calls, differences, found: tables };
    await tx.insert(usageProofs).values(proof).onConflictDoUpdate({ target: usageProofs.day, set: proof });
    unchanged();
    return { ...proof, provedAt: now.toISOString() };
  },
});

function comparison(day: Day, now: Date): SQL {
  const rollUps = [...CALL_ROLL_UPS, ...LATENCY_ROLL_UPS].filter(({ keptDays }) =>
    stands(day, keptDays, now),
  );
  const counts = rollUps.map(
    (rollUp) => sql`(${differences(rollUp, day)}) as ${sql.identifier(rollUp.table)}`,
  );
  const shapes = DAY_SHAPES.flatMap((shape) => {
    const source = rollUps.find(({ table }) => table === shape.from);
    return source
      ? [sql`(${shapeDifferences(shape, source.wanted, day)}) as ${sql.identifier(shape.table)}`]
      : [];
  });
  return sql`with ${dayEvents(day, uncrowded(day))}
    select (select count(*) from events)::float8 as "calls in all", ${sql.join([...counts, ...shapes], sql`, `)}`;
}

/** Slots of a shape that are not what events come to; of a day whose shape does not stand, none. */
function shapeDifferences(shape: DayShape, wanted: SQL, day: Day): SQL {
  // By name of resources and scopes it could be told only for each tenant: see crowdedName.
  const told = shape.keys.filter((name) => name !== "resource" && name !== "scope");
  const summed = (rows: SQL) => sql`
    select ${listed([...told, "slot"])}, ${listed(shape.sums, (name) => sql`sum(${name})::bigint as ${name}`)}
    from (${rows}) as named group by ${listed([...told, "slot"])}`;
  const sums = (row: SQL) => listed(shape.sums, (name) => sql`${row}.${name}`);
  return sql`
    select case when ${standsFor(shape.about, sql`${day.from}::timestamptz`)} then (
      select count(*) from (${summed(slotsOfDay(shape, day, sql`(${wanted}) as wanted`))}) as w
      full join (${summed(slotsOfShape(shape, day))}) as h using (${listed([...told, "slot"])})
      where (${sums(sql`w`)}) is distinct from (${sums(sql`h`)})
    ) else 0 end::float8`;
}

function differences({ table, keys, sums, wanted }: DayRollUp, day: Day): SQL {
  const list = (names: readonly string[], prefix = sql``) =>
    sql.join(
      names.map((name) => sql`${prefix}${sql.identifier(name)}`),
      sql`, `,
    );
  return sql`
    select count(*)::float8 from (${wanted}) as w
    full join (${held(table, keys, sums, day)}) as h using (${list(keys)})
    where (${list(sums, sql`w.`)}) is distinct from (${list(sums, sql`h.`)})`;
}

/** What a roll-up holds of the day; lanes are one. */
function held(table: string, keys: readonly string[], sums: readonly string[], day: Day): SQL {
  const isLatency = keys.includes("slot");
  const source = isLatency
    ? sql`(select u.*, place - 1 as slot, c.calls from ${sql.identifier(table)} u,
        unnest(u.counts) with ordinality as c (calls, place) where c.calls > 0) as u`
    : sql`${sql.identifier(table)} u`;
  const columns = keys.map((name) =>
    name === "resource" || name === "scope"
      ? crowdedName(name, sql`u`, sql`u.${sql.identifier(name)}`, day.from)
      : sql`u.${sql.identifier(name)}`,
  );
  const named = columns.map((column, index) => sql`${column} as ${sql.identifier(keys[index]!)}`);
  const amounts = sums.map((name) => sql`sum(u.${sql.identifier(name)})::bigint as ${sql.identifier(name)}`);
  return sql`select ${sql.join([...named, ...amounts], sql`, `)} from ${source}
    where ${rowsOfDay({ keys }, day)}
    group by ${sql.raw(keys.map((_, index) => index + 1).join(", "))}`;
}
