// The address of a log of calls as a question. What is malformed falls back.
import { type CallRef, readCallRef } from "#lib/shared/call-ref.ts";
import type { RangeId } from "#lib/shared/range.ts";
import type { UsageQuestionInput } from "./schemas.ts";
import { type Search, usageSearch } from "./usage-search.ts";

/** What narrows a log, without a cursor: what is newer is asked for with the same. */
export type CallsFilter = Pick<
  UsageQuestionInput,
  "range" | "from" | "to" | "zone" | "key" | "outcome" | "environment" | "scope" | "tenant"
> & { q?: string; resource?: string; ip?: string; tag?: string };

export interface CallsSearch {
  filter: CallsFilter;
  cursor?: string;
  /** The call whose details are open. */
  open: CallRef | null;
  /** Whether anything beyond the range narrows what is listed. */
  filtered: boolean;
}

const MOST_SCOPES = 20;
const LONGEST_SCOPE = 200;

/** Those of usage pages, and `q resource ip tag after open`. `range` is what counts when the address names none. */
export function callsSearch(
  search: Search,
  zone: string,
  { platform = false, range = "24h" }: { platform?: boolean; range?: RangeId } = {},
): CallsSearch {
  const text = (name: string) => [search[name]].flat()[0]?.trim().slice(0, 200) || undefined;
  const { question, filtered } = usageSearch(search, zone, platform);
  const words = { q: text("q"), resource: text("resource"), ip: text("ip"), tag: text("tag") };
  const { key, outcome, environment, from, to, tenant } = question;
  const scopes = [search.scope]
    .flat()[0]
    ?.split(",")
    .filter((each) => each && each.length <= LONGEST_SCOPE);
  const scope = scopes?.length ? scopes.slice(0, MOST_SCOPES) : undefined;
  return {
    filter: {
      range: question.range ?? (from ? "custom" : range),
      ...{ from, to, zone: question.zone, key, outcome, environment, scope },
      ...(platform ? { tenant } : {}),
      ...words,
    },
    cursor: text("after"),
    open: readCallRef(text("open")),
    filtered: filtered || scope !== undefined || Object.values(words).some((word) => word !== undefined),
  };
}
