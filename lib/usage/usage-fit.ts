// Choices of a usage page that no roll-up holds together are made to fit: what was chosen last stays, the rest gives way.
import { resolveRange } from "./range.ts";
import type { Group, UsageQuestion, UsageQuestionInput } from "./schemas.ts";
import { misfitOf, refuseLongReads, sourceOf } from "./sources.ts";

export interface UsageChoice {
  question: UsageQuestionInput;
  group: Group;
}

export interface Fitted extends UsageChoice {
  /** Names of what gave way: filters, "metric", "group", "range". */
  gaveWay: string[];
}

/** What must not give way. */
export type Keep = "metric" | "group" | "filters";

const MOST_STEPS = 20;
const SHORT_RANGE = "7d";
const ABOUT = ["resource", "scope", "model", "provider", "payer"] as const;

/** The choice itself when it fits, else the nearest that does. */
export function fitChoice(choice: UsageChoice, keep: Keep, now: Date): Fitted {
  let fitted: Fitted = { ...choice, gaveWay: [] };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const field = tooMuch(fitted, now);
    if (field === null) return fitted;
    fitted = giveWay(fitted, field, keep);
  }
  return { question: { zone: choice.question.zone }, group: "none", gaveWay: ["metric", "group"] };
}

/** Whether the choice can be answered as it stands. */
export function fitsChoice(choice: UsageChoice, now: Date): boolean {
  return tooMuch(choice, now) === null;
}

function tooMuch({ question, group }: UsageChoice, now: Date): string | null {
  const asked = { metric: "calls", ...question } as UsageQuestion;
  const misfit = misfitOf(asked, group);
  if (misfit) return misfit.field;
  const source = sourceOf(asked, group);
  // Working out a range costs more than all the rest.
  if (source !== "events") return null;
  try {
    refuseLongReads(source, resolveRange(asked, asked.zone ?? "UTC", now));
    return null;
  } catch {
    return "range";
  }
}

function giveWay(choice: Fitted, field: string, keep: Keep): Fitted {
  const { question, group, gaveWay } = choice;
  const gone = (...names: string[]) => [...new Set([...gaveWay, ...names])];
  if (field === "range")
    return {
      ...choice,
      question: { ...question, range: SHORT_RANGE, from: undefined, to: undefined, granularity: undefined },
      gaveWay: gone("range"),
    };
  const freed = Object.fromEntries(ABOUT.map((name) => [name, undefined]));
  if (field === "metric" && keep === "metric")
    return ABOUT.some((name) => name === group)
      ? { ...choice, group: "none", gaveWay: gone("group") }
      : { ...choice, question: { ...question, ...freed }, gaveWay: gone(...given(question, ABOUT)) };
  if (field === "metric" || field === "meter")
    return {
      ...choice,
      question: { ...question, metric: "calls", meter: undefined },
      gaveWay: gone("metric"),
    };
  if (field !== "groupBy")
    return { ...choice, question: { ...question, [field]: undefined }, gaveWay: gone(field) };
  if (keep === "group" && (question.metric ?? "calls") !== "calls")
    return {
      ...choice,
      question: { ...question, metric: "calls", meter: undefined },
      gaveWay: gone("metric"),
    };
  if (keep === "group")
    return { ...choice, question: { ...question, ...freed }, gaveWay: gone(...given(question, ABOUT)) };
  return { ...choice, group: "none", gaveWay: gone("group") };
}

const given = (question: UsageQuestionInput, names: readonly (typeof ABOUT)[number][]) =>
  names.filter((name) => question[name] !== undefined);
