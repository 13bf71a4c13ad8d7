// Single calls, as they stand in the table of events.
import { and, arrayContains, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { usageEvents as events } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { CursorPosition } from "#lib/core/page.ts";
import type { Id } from "#lib/shared/ids.ts";
import { LONGEST_LABEL, NO_LABEL } from "#lib/shared/usage-grain.ts";
import type { CallsQuestion } from "./call-schemas.ts";

export type EventRow = typeof events.$inferSelect;

type Narrowed = Pick<
  CallsQuestion,
  "key" | "outcome" | "environment" | "resource" | "scope" | "ip" | "tag" | "q"
>;

export interface CallsFilter extends Narrowed {
  /** Left out: every tenant that the transaction may see. */
  tenants?: Id<"ten">[] | undefined;
  /** Half open; each end only where it is given. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** The single call of this moment and id. */
  only?: CursorPosition | undefined;
  /** Only calls after this one in the list. */
  before?: CursorPosition | null | undefined;
  limit: number;
}

export async function listEvents(tx: Tx, filter: CallsFilter): Promise<EventRow[]> {
  return tx
    .select()
    .from(events)
    .where(and(...conditions(filter)))
    .orderBy(desc(events.at), desc(events.id))
    .limit(filter.limit);
}

function conditions(filter: CallsFilter): (SQL | undefined)[] {
  const { tenants, from, to, only, before, key, outcome, environment, resource, scope, ip, tag, q } = filter;
  return [
    from && gte(events.at, from),
    to && lt(events.at, to),
    // One comparison of rows, which an index can begin from.
    before ? sql`(${events.at}, ${events.id}) < ${position(before)}` : undefined,
    only && sql`(${events.at}, ${events.id}) = ${position(only)}`,
    tenants?.length === 1 ? eq(events.tenantId, tenants[0]!) : tenants && inArray(events.tenantId, tenants),
    key && inArray(events.keyId, key),
    outcome && inArray(events.outcome, outcome),
    environment && eq(events.environment, environment),
    resource ? ofResource(resource) : undefined,
    scope && inArray(sql`coalesce(nullif(left(${events.scope}, ${LONGEST_LABEL}), ''), ${NO_LABEL})`, scope),
    ip ? begins(ip) : undefined,
    tag ? arrayContains(events.tags, [tag]) : undefined,
    q ? anywhere(q) : undefined,
  ];
}

const position = ({ at, id }: CursorPosition) =>
  sql`(${sql.param(at, events.at)}, ${sql.param(id, events.id)})`;

/** A part of the resource; the whole of it after a "=". */
function ofResource(text: string): SQL {
  if (!text.startsWith("=")) return contains(events.resource, text);
  const whole = text.slice(1);
  // As roll-ups have it: the first characters alone.
  return sql`left(coalesce(${events.resource}, ''), ${LONGEST_LABEL}) = ${whole === NO_LABEL ? "" : whole}`;
}

function anywhere(q: string): SQL {
  return sql`(${contains(events.resource, q)} or ${contains(events.userAgent, q)} or ${begins(q)}
    or ${arrayContains(events.tags, [q])} or ${events.requestId} = ${q})`;
}

function contains(column: typeof events.resource | typeof events.userAgent, part: string): SQL {
  return sql`${column} ilike ${`%${part.replace(/[\\%_]/g, "\\$&")}%`}`;
}

const begins = (address: string): SQL => sql`starts_with(${events.ip}, ${address.toLowerCase()})`;
