// What narrows a question, as conditions on the rows of a roll-up. Every table is called `u` in these statements.
import { type SQL, sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Environment, Outcome } from "#lib/shared/outcomes.ts";
import { NO_LABEL } from "#lib/shared/usage-grain.ts";
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
  models?: string[] | undefined;
  providers?: string[] | undefined;
  payers?: string[] | undefined;
  meter?: string | undefined;
}

/** Whether the key of a row is marked now as one of an earlier system. */
export const IS_LEGACY = sql`(u.tenant_id, u.key_id) in (select k.tenant_id, k.id from keys k where k.legacy)`;

/** Rows of a roll-up that the filter means, whenever they are. Only what the source holds may be asked of it. */
export function matches(source: Source, filter: UsageFilter): SQL {
  const resource = source === "events" ? sql`left(coalesce(u.resource, ''), 200)` : sql`u.resource`;
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
    filter.resources &&
      among(
        resource,
        filter.resources.map((name) => (name === NO_LABEL ? "" : name)),
      ),
    filter.models && among(sql`u.provider || '/' || u.model`, filter.models),
    filter.providers && among(sql`u.provider`, filter.providers),
    filter.payers && among(sql`u.payer`, filter.payers),
    source === "meters" && sql`u.meter = ${filter.meter ?? ""}`,
  ].filter((condition) => condition instanceof Object);
  return conditions.length > 0 ? sql.join(conditions as SQL[], sql` and `) : sql`true`;
}

/** Rows whose moment is in one of the spans; none when there are none. */
export function within(column: SQL, spans: readonly Span[]): SQL {
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
