// Single calls, newest first, page by page. What comes meanwhile is newer than any cursor and moves no page.
import type { QueryContext } from "#lib/core/operation.ts";
import { cutPage, decodeCursor, type Page } from "#lib/core/page.ts";
import { isId } from "#lib/shared/ids.ts";
import type { CallsQuestion } from "./call-schemas.ts";
import { type CallView, toCallViews } from "./call-view.ts";
import { usage } from "./postgres-usage.ts";
import { tenantZone } from "./queries.ts";
import { resolveRange } from "./range.ts";
import { tenantsOf } from "./view-range.ts";

/** A page of the tenant's calls; on the platform, of everybody's or of the tenants named. */
export async function readCalls(context: QueryContext, question: CallsQuestion): Promise<Page<CallView>> {
  const { tx, tenantId } = context;
  const rows = await usage.list(tx, {
    ...question,
    ...(await endsOf(context, question)),
    tenants: tenantsOf(tenantId, question),
    before: decodeCursor(question.cursor, (text) => isId("evt", text)),
    limit: question.limit + 1,
  });
  const { items, nextCursor } = cutPage(
    rows,
    question.limit,
    ({ at, id }) => ({ at, id }),
    (row) => row,
  );
  return { items: await toCallViews(tx, items), nextCursor };
}

/** Relative ranges are open towards now, so that a clock that is ahead hides nothing. */
async function endsOf(
  { tx, tenantId, now }: QueryContext,
  question: CallsQuestion,
): Promise<{ from: Date; to: Date | undefined }> {
  const since = question.since ? new Date(question.since) : null;
  if (since && !question.range && !question.from) return { from: since, to: undefined };
  const zone = question.zone ?? (await tenantZone(tx, tenantId));
  const ends = resolveRange(question, zone, now, "24h");
  return {
    from: since && since > ends.from ? since : ends.from,
    to: ends.name === "custom" && question.to ? ends.to : undefined,
  };
}
