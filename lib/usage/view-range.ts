// From a question to what is looked at: the range in its zone, what it is compared with, and the filter.
import type { QueryContext } from "#lib/core/operation.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { Granularity, RangeId } from "#lib/shared/range.ts";
import { coarsen } from "./coarsen.ts";
import type { UsageFilter } from "./filter.ts";
import { previousRange } from "./previous-range.ts";
import { tenantZone } from "./queries.ts";
import { type Range, resolveRange } from "./range.ts";
import type { Group, UsageQuestion } from "./schemas.ts";
import { refuseLongReads, type Source, sourceOf } from "./sources.ts";

/** A range as an answer tells it; instants as RFC 3339. */
export interface RangeView {
  name: RangeId;
  from: string;
  to: string;
  zone: string;
  granularity: Granularity;
  /** The granularities that this range can be shown in. */
  granularities: Granularity[];
}

export interface Look {
  source: Source;
  range: Range;
  filter: UsageFilter;
  /** The same for the period of comparison, when one was asked for. */
  previous: { range: Range; filter: UsageFilter } | null;
}

/** Whose calls: one tenant's, those of the tenants named, or everybody's. */
export function tenantsOf(
  tenantId: Id<"ten">,
  question: Pick<UsageQuestion, "tenant">,
): Id<"ten">[] | undefined {
  return tenantId === PLATFORM_TENANT ? question.tenant : [tenantId];
}

/**
 * The zone is the question's, else the tenant's own, else UTC. Throws `invalid_input` when no roll-up holds what is
 * asked; `groupField` is what the question calls its group.
 */
export async function look(
  { tx, tenantId, now }: QueryContext,
  question: UsageQuestion,
  by: Group = "none",
  groupField?: string,
): Promise<Look> {
  const source = sourceOf(question, by, groupField);
  const zone = question.zone ?? (await tenantZone(tx, tenantId));
  const range = coarsen(resolveRange(question, zone, now), source, { now, ofKeys: isOfKeys(question, by) });
  refuseLongReads(source, range);
  const at = ({ from, to }: Range): UsageFilter => ({
    from,
    to,
    now,
    tenants: tenantsOf(tenantId, question),
    keys: question.key,
    outcomes: question.outcome,
    environment: question.environment,
    legacy: question.legacy,
    resources: question.resource,
    scopes: question.scope,
    models: question.model,
    providers: question.provider,
    payers: question.payer,
    meter: question.meter,
  });
  if (question.compare === "none") return { source, range, filter: at(range), previous: null };
  const before = previousRange(range, question.compare);
  return { source, range, filter: at(range), previous: { range: before, filter: at(before) } };
}

function isOfKeys({ key, legacy }: UsageQuestion, by: Group): boolean {
  return key !== undefined || legacy !== undefined || by === "key" || by === "legacy";
}

export function toRangeView(range: Range): RangeView {
  return { ...range, from: range.from.toISOString(), to: range.to.toISOString() };
}
