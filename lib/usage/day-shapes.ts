// What a day that is over is told by in few rows: which roll-ups are shaped, and how a part of a day is read from that.
// A shape is used only while `shaped_days` says that it stands, which storing anything of that day later takes back.
import { type SQL, sql } from "drizzle-orm";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { SHAPED_WITH, type Shaped } from "#lib/shared/usage-grain.ts";
import { type Day, MODEL_SUMS } from "./day-roll-ups.ts";

export const SHAPED: readonly Shaped[] = Object.values(SHAPED_WITH).flat();
/** Those that stand for as long as the finer roll-ups that they are made from: FINE_DAYS. */
export const PASSING: readonly Shaped[] = ["keys", "labels"];

export interface DayShape {
  table: string;
  about: Shaped;
  /** What its rows are told apart by, beside the day. */
  keys: readonly string[];
  sums: readonly string[];
  /** Sums that the roll-up has no column of, by name, as they are worked out from a row of it. */
  workedOut?: Readonly<Record<string, SQL>>;
  /** The roll-up that it is made from, and the width of its slots in milliseconds: of a whole day there is but one. */
  from: string;
  slotMs: number;
}

const CALLS = ["calls", "requests", "latency_micros"];
const OF_MODEL = ["environment", "provider", "model", "payer"];

export const TENANT_CALLS: DayShape = {
  table: "tenant_call_shapes",
  about: "calls",
  keys: ["tenant_id", "environment", "outcome"],
  sums: CALLS,
  from: "tenant_quarter_hours",
  slotMs: 15 * MINUTE_MS,
};
export const KEY_CALLS: DayShape = {
  ...TENANT_CALLS,
  table: "key_call_shapes",
  about: "keys",
  keys: ["tenant_id", "key_id", "environment", "outcome"],
  from: "usage_quarter_hours",
};
export const PLATFORM_CALLS: DayShape = {
  ...TENANT_CALLS,
  table: "platform_call_shapes",
  about: "platform",
  keys: ["environment", "outcome"],
  from: "platform_quarter_hours",
};
/** Whole days of keys, of which finer roll-ups need not stand. */
export const KEY_DAYS: DayShape = {
  table: "key_day_shapes",
  about: "key-days",
  keys: ["tenant_id", "key_id", "environment"],
  sums: [...CALLS, "refusals"],
  workedOut: { refusals: sql`case when outcome <> 'VALID' then calls else 0 end` },
  from: "key_days",
  slotMs: DAY_MS,
};
export const PLATFORM_RESOURCES: DayShape = {
  table: "platform_resource_shapes",
  about: "keys",
  keys: ["environment", "resource"],
  sums: [...CALLS, "refusals"],
  from: "resource_hours",
  slotMs: HOUR_MS,
};
export const TENANT_RESOURCES: DayShape = {
  ...PLATFORM_RESOURCES,
  table: "tenant_resource_shapes",
  about: "labels",
  keys: ["tenant_id", "environment", "resource"],
};
export const PLATFORM_SCOPES: DayShape = {
  ...PLATFORM_RESOURCES,
  table: "platform_scope_shapes",
  keys: ["environment", "scope"],
  from: "scope_hours",
};
export const TENANT_SCOPES: DayShape = {
  ...TENANT_RESOURCES,
  table: "tenant_scope_shapes",
  keys: ["tenant_id", "environment", "scope"],
  from: "scope_hours",
};
export const TENANT_METERS: DayShape = {
  table: "tenant_meter_shapes",
  about: "meters",
  keys: ["tenant_id", "environment", "meter"],
  sums: ["quantity"],
  from: "meter_quarter_hours",
  slotMs: 15 * MINUTE_MS,
};
export const PLATFORM_METERS: DayShape = {
  ...TENANT_METERS,
  table: "platform_meter_shapes",
  keys: ["environment", "meter"],
};
export const TENANT_MODELS: DayShape = {
  table: "tenant_model_shapes",
  about: "models",
  keys: ["tenant_id", ...OF_MODEL],
  sums: MODEL_SUMS,
  from: "model_hours",
  slotMs: HOUR_MS,
};
export const KEY_MODELS: DayShape = {
  ...TENANT_MODELS,
  table: "key_model_shapes",
  about: "key-models",
  keys: ["tenant_id", "key_id", ...OF_MODEL],
};
export const PLATFORM_MODELS: DayShape = {
  ...TENANT_MODELS,
  table: "platform_model_shapes",
  keys: OF_MODEL,
};

export const DAY_SHAPES: readonly DayShape[] = [
  ...[TENANT_CALLS, KEY_CALLS, KEY_DAYS, PLATFORM_CALLS],
  ...[TENANT_RESOURCES, TENANT_SCOPES, PLATFORM_RESOURCES, PLATFORM_SCOPES],
  ...[TENANT_METERS, PLATFORM_METERS, TENANT_MODELS, KEY_MODELS, PLATFORM_MODELS],
];

/** A shape of whole days holds what they came to as plain numbers. */
const isWhole = ({ slotMs }: DayShape) => slotMs === DAY_MS;
/** What a row of it consists of, beside its day. */
export const columnsOf = (shape: DayShape): readonly string[] =>
  isWhole(shape) ? [...shape.keys, ...shape.sums] : [...shape.keys, "slots", ...shape.sums];

/** Whether what was shaped of a day stands; `day` is the moment at which it begins. */
export const standsFor = (about: Shaped, day: SQL): SQL =>
  sql`exists (select from shaped_days made where made.about = ${about} and made.day = (${day} at time zone 'UTC')::date)`;

/**
 * Of the rows of a shape, called `u`, that `where` means and that have anything from slot `first` until before slot
 * `end`: their keys and what their sums come to there, as columns named as those of other roll-ups are.
 */
export function sliceOfShape(shape: DayShape, where: SQL, first: SQL, end: SQL): SQL {
  const keys = listed(shape.keys, (name) => sql`u.${name}`);
  const rows = sql`from ${sql.identifier(shape.table)} u where ${where}`;
  if (isWhole(shape)) return sql`select ${keys}, ${listed(shape.sums, (name) => sql`u.${name}`)} ${rows}`;
  const part = (name: SQL) =>
    sql`${grownTo(sql`u.${name}`, end)} - ${grownTo(sql`u.${name}`, first)} as ${name}`;
  return sql`select ${keys}, ${listed(shape.sums, part)} ${rows} and ${placeOf(end)} > ${placeOf(first)}`;
}

/** How many of the slots of a row are before this one. */
const placeOf = (slot: SQL) => sql`width_bucket(${slot} - 1, u.slots)`;
const grownTo = (grown: SQL, slot: SQL) => sql`coalesce(${grown}[${placeOf(slot)}], 0)`;

/** Selects the rows that the shape of a day consists of: its keys, `slots`, unless it is of whole days, and sums. */
export function shapeOfDay(shape: DayShape, day: Day): SQL {
  if (isWhole(shape)) return slotsOfDay(shape, day);
  const keys = listed(shape.keys);
  const grown = (name: SQL) =>
    sql`(sum(${name}) over (partition by ${keys} order by slot))::bigint as ${name}`;
  return sql`
    select ${keys}, array_agg(slot order by slot) as slots,
      ${listed(shape.sums, (name) => sql`array_agg(${name} order by slot) as ${name}`)}
    from (
      select ${keys}, slot, ${listed(shape.sums, grown)} from (${slotsOfDay(shape, day)}) as slotted
    ) as grown group by ${keys}`;
}

/** What each slot of a day comes to, in rows as those of the finer roll-up are. */
export function slotsOfDay(
  { keys, sums, workedOut = {}, from, slotMs }: DayShape,
  day: Day,
  rows: SQL = sql`${sql.identifier(from)}`,
): SQL {
  const amounts = sums.map((name) => {
    const column = sql`${sql.identifier(name)}`;
    return sql`sum(${workedOut[name] ?? column})::bigint as ${column}`;
  });
  return sql`
    select ${listed(keys)},
      (date_part('epoch', bucket - ${day.from}::timestamptz) * 1000 / ${slotMs}::int)::int as slot,
      ${sql.join(amounts, sql`, `)}
    from ${rows} where bucket >= ${day.from}::timestamptz and bucket < ${day.to}::timestamptz
    group by ${listed(keys)}, slot`;
}

/** The same, from the shape itself. */
export function slotsOfShape(shape: DayShape, { from }: Day): SQL {
  const { table, keys, sums } = shape;
  if (isWhole(shape))
    return sql`
      select ${listed([...keys, ...sums])}, 0 as slot from ${sql.identifier(table)} where bucket = ${from}::timestamptz`;
  const own = (name: SQL) =>
    sql`${name} - lag(${name}, 1, 0::bigint) over (partition by ${listed(keys)} order by slot) as ${name}`;
  return sql`
    select ${listed(keys)}, slot, ${listed(sums, own)}
    from (
      select ${listed(keys, (name) => sql`u.${name}`)}, grown.*
      from ${sql.identifier(table)} u,
        unnest(u.slots, ${listed(sums, (name) => sql`u.${name}`)}) as grown (slot, ${listed(sums)})
      where u.bucket = ${from}::timestamptz
    ) as each`;
}

export const listed = (names: readonly string[], each = (name: SQL) => name): SQL =>
  sql.join(
    names.map((name) => each(sql`${sql.identifier(name)}`)),
    sql`, `,
  );
