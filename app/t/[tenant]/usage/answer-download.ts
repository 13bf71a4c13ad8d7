// What a usage page shows, as a file: its chart, or one of its cards when `part` names it.
import {
  heatMapQuestion,
  modelQuestion,
  percentileQuestion,
  rankingQuestion,
} from "#components/usage/panel-questions.ts";
import type { UsageReads } from "#components/usage/usage-reads.ts";
import { earlierSearch } from "#lib/usage/explain-question.ts";
import { EXPLAINED_METRICS } from "#lib/usage/explain-schemas.ts";
import type { ExplorerSearch } from "#lib/usage/explorer-search.ts";
import { PLATFORM_GROUPS } from "#lib/usage/schemas.ts";
import {
  explanationFile,
  heatMapFile,
  modelsFile,
  percentilesFile,
  topFile,
  type UsageFile,
  usageFile,
} from "#lib/usage/usage-file.ts";
import { fitsChoice } from "#lib/usage/usage-fit.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";

/** `params` are those of the page, and `format`, `part` (one of the cards below) and, of a ranking, `by`. */
export async function answerDownload(
  reads: UsageReads,
  shown: ExplorerSearch,
  params: URLSearchParams,
): Promise<Response> {
  const format = params.get("format") === "json" ? "json" : "csv";
  const card = CARDS.get(params.get("part") ?? "")?.({ reads, shown, params, now: new Date() }, format);
  return fileAnswer(await (card ?? chart({ reads, shown }, format)));
}

interface Asked {
  reads: UsageReads;
  shown: ExplorerSearch;
  params: URLSearchParams;
  now: Date;
}
type Format = Parameters<typeof usageFile>[1];

async function chart({ reads, shown }: Pick<Asked, "reads" | "shown">, format: Format): Promise<UsageFile> {
  const { question, metric, group, compare } = shown;
  return usageFile(await reads.series({ ...question, metric, groupBy: group, compare }), format);
}

/** Each asks what its card does; null where the page has no such card under its filters. */
const cards: Record<string, (asked: Asked, format: Format) => Promise<UsageFile> | null> = {
  ranking({ reads, shown, params }, format) {
    const by = PLATFORM_GROUPS.find((name) => name === params.get("by"));
    if (!by) return null;
    return reads.top(rankingQuestion(shown, by, shown.compare)).then((view) => topFile(view, format));
  },
  "heat-map"({ reads, shown }, format) {
    const hours = heatMapQuestion(shown);
    return hours && reads.heatMap(hours).then((view) => heatMapFile(view, format));
  },
  percentiles({ reads, shown, now }, format) {
    const { question } = shown;
    if (!fitsChoice({ question: { ...question, metric: "p95" }, group: "none" }, now)) return null;
    return reads.percentiles(percentileQuestion(shown)).then((view) => percentilesFile(view, format));
  },
  models({ reads, shown }, format) {
    return reads.models(modelQuestion(shown)).then((view) => modelsFile(view, format));
  },
  explanation({ reads, shown, params, now }, format) {
    if (!EXPLAINED_METRICS.includes(shown.metric)) return null;
    const earlier = earlierSearch(Object.fromEntries(params), shown, now);
    return reads.explain(shown, earlier).then((view) => explanationFile(view, format));
  },
};
const CARDS = new Map(Object.entries(cards));
