// Where each choice on a usage page leads. Every address that is made here can be answered: what no roll-up holds
// together gives way to what was chosen last.
import { type Address, type Changes, hrefWith } from "#components/usage/address.ts";
import { DIMENSION_NAMES, DIMENSIONS, type DimensionName } from "#components/usage/dimensions.ts";
import { OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import { OTHER_LABELS } from "#lib/shared/usage-grain.ts";
import type { Metric } from "#lib/usage/metric.ts";
import type { Group, UsageQuestionInput } from "#lib/usage/schemas.ts";
import type { UsageChoice } from "#lib/usage/usage-fit.ts";

export interface Explorer {
  address: Address;
  question: UsageQuestionInput;
  metric: Metric;
  group: Group;
  platform: boolean;
  /** The choice, or the nearest that can be answered. */
  fit: (choice: UsageChoice, keep: "metric" | "group" | "filters") => UsageChoice;
  fits: (choice: UsageChoice) => boolean;
  /** Where single calls are listed. */
  logsPath: string;
  /** Where a rule of an alert is made; missing for whoever may not. */
  newRulePath?: string | undefined;
}

const MODEL_METRICS: readonly Metric[] = ["tokens", "audio_tokens", "cost"];
const ABOUT_MODELS: readonly DimensionName[] = ["model", "provider", "payer"];

/** Whether what is looked at are calls to language models. */
export function isAboutModels({
  metric,
  question,
  group,
}: Pick<Explorer, "metric" | "question" | "group">): boolean {
  return (
    MODEL_METRICS.includes(metric) ||
    ABOUT_MODELS.some((name) => name === group || question[name as "model"] !== undefined)
  );
}

export function metricHref(explorer: Explorer, metric: Metric, meter?: string): string {
  const question = { ...explorer.question, metric, meter };
  const wished = { question, group: explorer.group };
  const best = explorer.fits(wished)
    ? wished
    : explorer.fit({ question, group: usualGroup(metric) }, "metric");
  return choiceHref(explorer, best);
}

export function groupHref(explorer: Explorer, group: Group): string {
  return choiceHref(explorer, explorer.fit({ question: asked(explorer), group }, "group"));
}

/** The filter `name` set to `value`, and the page split by the next thing in the order. Undefined for what is no filter. */
export function drillHref(explorer: Explorer, name: DimensionName, value: string): string | undefined {
  if (value === "other" || (name === "environment" && value === "none")) return undefined;
  const question = { ...asked(explorer), [name]: filterValue(name, value) };
  const next = nextGroup(explorer, name, question);
  if (next === null) return logsHref(explorer, { [DIMENSIONS[name].param]: value }) ?? undefined;
  return choiceHref(
    explorer,
    { question, group: explorer.group === name ? next : explorer.group },
    "filters",
  );
}

/**
 * The calls behind a number: the same range and filters in the log. Null where the log cannot be narrowed in the same way.
 */
export function logsHref(explorer: Explorer, changes: Changes = {}): string | null {
  const { address, question, logsPath, metric } = explorer;
  if (isAboutModels(explorer) || question.legacy !== undefined) return null;
  // Calls without an environment are those of unknown keys, which an address does not name so.
  if (changes.env === "none") return null;
  if (metric === "meter" || ABOUT_MODELS.some((name) => changes[name])) return null;
  const resource = changes.resource ?? question.resource;
  const resources = resource === undefined ? [] : [resource].flat();
  // A log is narrowed to one resource, and to none that stands for several.
  const scopes = [changes.scope ?? question.scope].flat();
  if (resources.length > 1 || [...resources, ...scopes].includes(OTHER_LABELS)) return null;
  return hrefWith(
    address,
    {
      range: question.range ?? (question.from ? "custom" : "30d"),
      ...(metric === "refusals" && !question.outcome ? { outcome: REFUSED } : {}),
      ...Object.fromEntries(
        ["metric", "meter", "group", "compare", "granularity"].map((name) => [name, null]),
      ),
      ...changes,
      resource: resources[0] ? `=${resources[0]}` : null,
    },
    logsPath,
  );
}

/** Whether the metric is kept in a way that a filter on `name` can narrow it. */
export function canNarrow(explorer: Explorer, name: DimensionName): boolean {
  const sample = name === "legacy" ? true : name === "environment" ? "live" : ["sample"];
  const wished = { question: { ...asked(explorer), [name]: sample }, group: "none" as const };
  const { question } = explorer.fit(wished, "filters");
  return question[name] !== undefined && (question.metric ?? "calls") === explorer.metric;
}

/** null: beyond it are the calls themselves. */
function nextGroup(explorer: Explorer, name: DimensionName, question: UsageQuestionInput): Group | null {
  const steps: DimensionName[] = [
    ...(explorer.platform ? (["tenant"] as const) : []),
    "key",
    isAboutModels(explorer) ? "model" : "resource",
    ...(isAboutModels(explorer) ? (["payer"] as const) : (["outcome"] as const)),
  ];
  const after = steps.slice(steps.indexOf(name) + 1);
  const order = [...after, ...steps.slice(0, steps.indexOf(name) + 1)];
  const open = order.filter((step) => step !== name && !isSingle(question, step));
  if (open.length === 0) return isAboutModels(explorer) ? "none" : null;
  return open.find((group) => explorer.fits({ question, group })) ?? "none";
}

function isSingle(question: UsageQuestionInput, name: DimensionName): boolean {
  const value = question[name];
  return Array.isArray(value) ? value.length === 1 : value !== undefined;
}

function choiceHref(explorer: Explorer, choice: UsageChoice, keep: "metric" | "filters" = "metric"): string {
  const { question, group } = explorer.fit(choice, keep);
  return hrefWith(explorer.address, {
    metric: question.metric === "calls" ? null : question.metric,
    meter: question.metric === "meter" ? question.meter : null,
    group: group === "outcome" ? null : group,
    range: question.range,
    from: question.from,
    to: question.to,
    granularity: question.granularity,
    ...filterChanges(question),
  });
}

function filterChanges(question: UsageQuestionInput): Changes {
  return Object.fromEntries(
    DIMENSION_NAMES.map((name) => [DIMENSIONS[name].param, filterText(question[name])]),
  );
}

function filterText(value: UsageQuestionInput[DimensionName]): string | null {
  if (value === undefined) return null;
  if (typeof value === "boolean") return value ? "legacy" : "current";
  return Array.isArray(value) ? value.join(",") : value;
}

function filterValue(name: DimensionName, value: string): string | boolean | string[] {
  if (name === "legacy") return value === "legacy";
  return name === "environment" ? value : [value];
}

const asked = ({ question, metric }: Explorer): UsageQuestionInput => ({ ...question, metric });

const usualGroup = (metric: Metric): Group =>
  MODEL_METRICS.includes(metric) ? "model" : metric === "calls" || metric === "refusals" ? "outcome" : "none";

/** All outcomes but the one that is no refusal. */
const REFUSED = Object.keys(OUTCOME_LABELS)
  .filter((outcome) => outcome !== "VALID")
  .join(",");
