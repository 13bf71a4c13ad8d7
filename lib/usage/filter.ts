// What narrows a question, as conditions on the rows of a roll-up. Every table is called `u` in these statements.
import { type SQL, sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Environment, Outcome } from "#lib/shared/outcomes.ts";
import { LONGEST_LABEL, NO_LABEL } from "#lib/shared/usage-grain.ts";
import type { Source } from "./sources.ts";
import type { Span } from "./spans.ts";

/** `tenants` left out means every tenant that the transaction may see. */
export interface UsageFilter {
  from: Date;
  to: Date;
  /** When it is asked: what of a roll-up is still kept, and which bucket is running. */
  now: Date;
  tenants?: Id<"ten">[] | undefined;
  keys?: Id<"key">[] | undefined;
  outcomes?: Outcome[] | undefined;
  environment?: Environment | "none" | undefined;
  legacy?: boolean | undefined;
  resources?: string[] | undefined;
  scopes?: string[] | undefined;
  models?: string[] | undefined;
  providers?: string[] | undefined;
  payers?: string[] | undefined;
  meter?: string | undefined;
}

/** Whether the key of a row is marked now as one of an earlier system. */
export const IS_LEGACY = sql`(u.tenant_id, u.key_id) in (select k.tenant_id, k.id from keys k where k.legacy)`;

/** Rows of a roll-up that the filter means, whenever they are. Only what the source holds may be asked of it. */
export function matches(source: Source, filter: UsageFilter): SQL {
  const conditions = [
    filter.tenants &&
      among(
        sql`u.tenant_id`,
        filter.tenants.map((id) => uuidOf("ten", id)),
        "uuid",
      ),
    filter.keys &&
      among(
        sql`u.key_id`,
        filter.keys.map((id) => uuidOf("key", id)),
        "uuid",
      ),
    filter.outcomes && among(sql`u.outcome`, filter.outcomes),
    filter.environment && sql`u.environment = ${filter.environment}`,
    filter.legacy !== undefined && (filter.legacy ? IS_LEGACY : sql`not ${IS_LEGACY}`),
    filter.resources && among(labelOf(source, "resource"), filter.resources.map(storedLabel)),
    filter.scopes && among(labelOf(source, "scope"), filter.scopes.map(storedLabel)),
    filter.models && among(sql`u.provider || '/' || u.model`, filter.models),
    filter.providers && among(sql`u.provider`, filter.providers),
    filter.payers && among(sql`u.payer`, filter.payers),
    source === "meters" && sql`u.meter = ${filter.meter ?? ""}`,
  ].filter((condition) => condition instanceof Object);
  return conditions.length > 0 ? sql.join(conditions as SQL[], sql` and `) : sql`true`;
}

/** A resource or scopes as roll-ups hold them, which of single calls is the first characters. */
export function labelOf(source: Source, label: "resource" | "scope"): SQL {
  const column = sql`u.${sql.identifier(label)}`;
  return source === "events" ? sql`left(coalesce(${column}, ''), ${sql.raw(String(LONGEST_LABEL))})` : column;
}

const storedLabel = (name: string) => (name === NO_LABEL ? "" : name);

/** Up to so many spans stand in the condition itself, from which Postgres knows how few rows are meant. */
const FEW_SPANS = 100;

/** The rows of a table, called `u`, that match and whose moment is in one of the spans; none when there are none. */
export function rowsWithin(
  table: SQL,
  where: SQL,
  column: SQL,
  spans: readonly Span[],
): { from: SQL; where: SQL } {
  if (spans.length <= FEW_SPANS)
    return { from: sql`${table} u`, where: sql`${where} and ${within(column, spans)}` };
  const list = (ends: Date[]) => `{${ends.map((end) => end.toISOString()).join(",")}}`;
  const [starts, ends] = [list(spans.map(({ from }) => from)), list(spans.map(({ to }) => to))];
  return {
    from: sql`unnest(${starts}::text::timestamptz[], ${ends}::text::timestamptz[]) as span (starts, ends)
      cross join lateral (
        select * from ${table} u where ${where} and ${column} >= span.starts and ${column} < span.ends offset 0
      ) as u`,
    where: sql`true`,
  };
}

function within(column: SQL, spans: readonly Span[]): SQL {
  if (spans.length === 0) return sql`false`;
  const each = spans.map(
    ({ from, to }) =>
      sql`(${column} >= ${from.toISOString()}::timestamptz and ${column} < ${to.toISOString()}::timestamptz)`,
  );
  return sql`(${sql.join(each, sql` or `)})`;
}

function among(column: SQL, values: readonly string[], type: "uuid" | "text" = "text"): SQL {
  const cast = type === "uuid" ? sql`::uuid` : sql``;
  const list = values.map((value) => sql`${value}${cast}`);
  if (list.length === 1) return sql`${column} = ${list[0]}`;
  return list.length === 0 ? sql`false` : sql`${column} in (${sql.join(list, sql`, `)})`;
}
