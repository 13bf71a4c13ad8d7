// A change in one sentence.
import { formatChange, formatInteger, formatPercent } from "#lib/shared/format.ts";
import type { ExplanationView } from "./explain-read.ts";

const NOUNS: Record<string, string> = {
  calls: "Calls",
  requests: "Requests spent",
  refusals: "Refusals",
  audio_tokens: "Audio tokens",
};
const KINDS: Record<string, string> = {
  tenant: "the tenant ",
  key: "the key ",
  outcome: "the answer ",
  environment: "the environment ",
  resource: "",
  scope: "the scope ",
  model: "",
};

/** "Calls rose by 1,240 (+12%), mostly because of the key checkout-web (+1,100), which is 89% of it." */
export function explanationWords(view: Omit<ExplanationView, "sentence">): string {
  const { metric, change, before, after, dimensions } = view;
  const noun = NOUNS[metric] ?? metric;
  if (change === 0) return `${noun} did not change: ${formatInteger(after.total)} in both times.`;
  const moved = `${noun} ${change > 0 ? "rose" : "fell"} by ${formatInteger(Math.abs(change))}`;
  const share = before.total > 0 ? ` (${formatChange(after.total, before.total)})` : " from nothing";
  // The largest part of the first dimension that has one: coarser ones always have larger parts, and say less.
  const [cause] = dimensions.flatMap(({ by, parts }) => {
    const part = parts.find((each) => each.key && Math.sign(each.change) === Math.sign(change));
    return part ? [{ by, ...part }] : [];
  });
  if (!cause) return `${moved}${share}.`;
  const mark = cause.mark ? `, which is ${cause.mark}` : "";
  const part = Math.abs(cause.change / change);
  const weight = part <= 1 ? `${formatPercent(part)} of it` : "more than the whole";
  return `${moved}${share}, most of all by ${KINDS[cause.by] ?? ""}${cause.label}${mark}: ${signed(cause.change)}, ${weight}.`;
}

const signed = (value: number) => `${value > 0 ? "+" : "−"}${formatInteger(Math.abs(value))}`;
