// What a usage page shows as the question why it changed, and against what it is held.
import type { z } from "zod";
import type { ExplainQuestion, PlatformExplainQuestion } from "./explain-schemas.ts";
import { resolveRange } from "./range.ts";
import type { Search, UsageSearch } from "./usage-search.ts";

type Shown = Pick<UsageSearch, "question" | "metric" | "compare">;

export const EARLIER = ["previous", "weekdays", "custom"] as const;

/** The range that a change is explained against. */
export interface Earlier {
  versus: (typeof EARLIER)[number];
  /** Of a chosen one: days, both included, or moments; null while nothing is chosen that has been. */
  from: string | null;
  to: string | null;
}

/**
 * Parameters: `versus` (`previous`, `weekdays` or `custom`), `beforeFrom` and `beforeTo`. Without them it is what the page
 * compares with, else the period before; so is what is malformed.
 */
export function earlierSearch(search: Search, { question, compare }: Shown, now: Date): Earlier {
  const text = (name: string) => [search[name]].flat()[0] || null;
  const usual = compare === "weekdays" ? "weekdays" : "previous";
  const versus = EARLIER.find((each) => each === text("versus")) ?? usual;
  const none = { versus, from: null, to: null };
  const [from, to] = [text("beforeFrom"), text("beforeTo")];
  if (versus !== "custom" || !from || !to) return none;
  const { name } = resolveRange({ range: "custom", from, to }, question.zone ?? "UTC", now);
  return name === "custom" ? { versus, from, to } : none;
}

/** Of one tenant. */
export function explainQuestion(
  { question, ...shown }: Shown,
  earlier: Earlier,
): z.input<typeof ExplainQuestion> {
  const { tenant: _, ...asked } = question;
  return platformExplainQuestion({ question: asked, ...shown }, earlier);
}

/** The same on the platform, where tenants may be named. */
export function platformExplainQuestion(
  { question, metric }: Shown,
  { versus, from, to }: Earlier,
): z.input<typeof PlatformExplainQuestion> {
  const { granularity: _, compare: __, metric: ___, ...asked } = question;
  const before = from && to ? { beforeFrom: from, beforeTo: to } : {};
  const compare = versus === "weekdays" ? "weekdays" : "previous";
  return { ...asked, ...before, metric, compare } as z.input<typeof PlatformExplainQuestion>;
}
