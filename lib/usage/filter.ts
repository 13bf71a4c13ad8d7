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
    filter.tenants && ofTenants(filter.tenants),
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

export const ofTenants = (tenants: readonly Id<"ten">[]): SQL =>
  among(
    sql`u.tenant_id`,
    tenants.map((id) => uuidOf("ten", id)),
    "uuid",
  );

/** A resource or scopes as roll-ups hold them, which of single calls is the first characters. */
export function labelOf(source: Source, label: "resource" | "scope"): SQL {
  const column = sql`u.${sql.identifier(label)}`;
  return source === "events" ? sql`left(coalesce(${column}, ''), ${sql.raw(String(LONGEST_LABEL))})` : column;
}

const storedLabel = (name: string) => (name === NO_LABEL ? "" : name);

/** The rows of a table, called `u`, that match and whose moment is in one of the spans; none when there are none. */
export function rowsWithin(
  table: SQL,
  where: SQL,
  column: SQL,
  spans: readonly Span[],
): { from: SQL; where: SQL } {
  const [only] = spans;
  if (only && spans.length === 1)
    return {
      from: sql`${table} u`,
      where: sql`${where} and ${within(column, momentOf(only.from), momentOf(only.to))}`,
    };
  const rows = sql`select * from ${table} u where ${where} and ${within(column, sql`span.starts`, sql`span.ends`)}`;
  return {
    from: sql`${listOf(spans)} as span (starts, ends) cross join lateral (${rows} offset 0) as u`,
    where: sql`true`,
  };
}

/** Rows with their ends, made from one list for all, so that a statement's text is the same whatever their number. */
export function listOf(spans: readonly Span[], ...columns: readonly (readonly number[])[]): SQL {
  const moments = [spans.map(({ from }) => from), spans.map(({ to }) => to)].map(momentsOf);
  const numbers = columns.map((each) => sql`${`{${each.join(",")}}`}::text::int[]`);
  return sql`unnest(${sql.join([...moments, ...numbers], sql`, `)})`;
}

export const momentsOf = (moments: readonly Date[]): SQL =>
  sql`${`{${moments.map((moment) => moment.toISOString()).join(",")}}`}::text::timestamptz[]`;

export const within = (column: SQL, from: SQL, to: SQL): SQL =>
  sql`${column} >= ${from} and ${column} < ${to}`;

const momentOf = (moment: Date): SQL => sql`${moment.toISOString()}::timestamptz`;

function among(column: SQL, values: readonly string[], type: "uuid" | "text" = "text"): SQL {
  const [only] = values;
  if (values.length === 1) return sql`${column} = ${only}::${sql.raw(type)}`;
  return sql`${column} = any ((select ${listed(values)}::text::${sql.raw(type)}[])::${sql.raw(type)}[])`;
}

/** As PostgreSQL writes lists of texts. */
const listed = (values: readonly string[]) =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
