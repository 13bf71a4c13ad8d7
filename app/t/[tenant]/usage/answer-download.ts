// What a usage page shows, as a file: its chart, or one of its cards when `part` names it.
import { heatMapQuestion, rankingQuestion } from "#components/usage/panel-questions.ts";
import type { UsageReads } from "#components/usage/usage-reads.ts";
import type { ExplorerSearch } from "#lib/usage/explorer-search.ts";
import { PLATFORM_GROUPS } from "#lib/usage/schemas.ts";
import { heatMapFile, topFile, type UsageFile, usageFile } from "#lib/usage/usage-file.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";

/** `params` are those of the page, and `format`, `part` (`ranking` or `heat-map`) and `by`. */
export async function answerDownload(
  reads: UsageReads,
  shown: ExplorerSearch,
  params: URLSearchParams,
): Promise<Response> {
  return fileAnswer(await fileOf(reads, shown, params));
}

async function fileOf(reads: UsageReads, shown: ExplorerSearch, params: URLSearchParams): Promise<UsageFile> {
  const { question, metric, group, compare } = shown;
  const format = params.get("format") === "json" ? "json" : "csv";
  const by = PLATFORM_GROUPS.find((name) => name === params.get("by"));
  const hours = heatMapQuestion(shown);
  if (params.get("part") === "ranking" && by)
    return topFile(await reads.top(rankingQuestion(shown, by, compare)), format);
  if (params.get("part") === "heat-map" && hours) return heatMapFile(await reads.heatMap(hours), format);
  return usageFile(await reads.series({ ...question, metric, groupBy: group, compare }), format);
}
