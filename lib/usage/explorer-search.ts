// The address of a usage page as choices that can be answered, however long its range.
import { fitChoice } from "./usage-fit.ts";
import { type Search, type UsageSearch, usageSearch } from "./usage-search.ts";

export interface ExplorerSearch extends UsageSearch {
  /** Whether the range of the address was too long for its filters, and a week is shown instead. */
  shortened: boolean;
}

export function explorerSearch(search: Search, zone: string, now: Date, platform = false): ExplorerSearch {
  const asked = usageSearch(search, zone, platform);
  const { metric, group } = asked;
  const fitted = fitChoice({ question: { ...asked.question, metric }, group }, "filters", now);
  const { metric: fittedMetric = "calls", ...question } = fitted.question;
  return {
    ...asked,
    question,
    metric: fittedMetric,
    group: fitted.group,
    shortened: fitted.gaveWay.includes("range"),
  };
}
