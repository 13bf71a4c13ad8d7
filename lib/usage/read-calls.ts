// Single calls, newest first, page by page. What comes meanwhile is newer than any cursor and moves no page.
import { and, arrayContains, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { usageEvents as events } from "#db/schema/index.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { type CursorPosition, cutPage, decodeCursor, type Page } from "#lib/core/page.ts";
import { isId } from "#lib/shared/ids.ts";
import { LONGEST_LABEL, NO_LABEL } from "#lib/shared/usage-grain.ts";
import type { CallsQuestion } from "./call-schemas.ts";
import { type CallView, toCallViews } from "./call-view.ts";
import { tenantZone } from "./queries.ts";
import { resolveRange } from "./range.ts";
import { tenantsOf } from "./view-range.ts";

/** A page of the tenant's calls; on the platform, of everybody's or of the tenants named. */
export async function readCalls(context: QueryContext, question: CallsQuestion): Promise<Page<CallView>> {
  const { tx } = context;
  const position = decodeCursor(question.cursor, (text) => isId("evt", text));
  const rows = await tx
    .select()
    .from(events)
    .where(and(...(await timeOf(context, question)), before(position), ...conditions(context, question)))
    .orderBy(desc(events.at), desc(events.id))
    .limit(question.limit + 1);
  const { items, nextCursor } = cutPage(
    rows,
    question.limit,
    ({ at, id }) => ({ at, id }),
    (row) => row,
  );
  return { items: await toCallViews(tx, items), nextCursor };
}

/** Relative ranges are open towards now, so that a clock that is ahead hides nothing. */
async function timeOf({ tx, tenantId, now }: QueryContext, question: CallsQuestion): Promise<SQL[]> {
  const { since, range, from } = question;
  const start = since ? [gte(events.at, new Date(since))] : [];
  if (since && !range && !from) return start;
  const zone = question.zone ?? (await tenantZone(tx, tenantId));
  const ends = resolveRange(question, zone, now, "24h");
  const end = ends.name === "custom" && question.to ? [lt(events.at, ends.to)] : [];
  return [...start, gte(events.at, ends.from), ...end];
}

function before(position: CursorPosition | null): SQL | undefined {
  if (!position) return undefined;
  const { at, id } = position;
  // One comparison of rows, which an index can begin from.
  return sql`(${events.at}, ${events.id}) < (${sql.param(at, events.at)}, ${sql.param(id, events.id)})`;
}

function conditions({ tenantId }: QueryContext, question: CallsQuestion): (SQL | undefined)[] {
  const tenants = tenantsOf(tenantId, question);
  const { key, outcome, environment, resource, ip, tag, q } = question;
  return [
    tenants?.length === 1 ? eq(events.tenantId, tenants[0]!) : tenants && inArray(events.tenantId, tenants),
    key && inArray(events.keyId, key),
    outcome && inArray(events.outcome, outcome),
    environment && eq(events.environment, environment),
    resource ? ofResource(resource) : undefined,
    ip ? begins(ip) : undefined,
    tag ? arrayContains(events.tags, [tag]) : undefined,
    q ? anywhere(q) : undefined,
  ];
}

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
