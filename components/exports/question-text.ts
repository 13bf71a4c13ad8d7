// The filters of an export in one line, in the words of the pages that show the same.
import { DIMENSIONS } from "#components/usage/dimensions.ts";
import { GROUP_LABELS, METRIC_LABELS } from "#components/usage/words.ts";
import { OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import { RANGES } from "#lib/shared/range.ts";

type Words = (value: string) => string;

const named =
  (labels: Partial<Record<string, string>>, about = ""): Words =>
  (value) =>
    about + (labels[value] ?? value);

/** What is told in words of its own; the rest is told by its name. */
const WORDS: Record<string, Words> = {
  metric: named(METRIC_LABELS),
  groupBy: (value) => named(GROUP_LABELS)(value).toLowerCase(),
  range: (value) => RANGES.find(({ id }) => id === value)?.label ?? "",
  from: (value) => `from ${value}`,
  to: (value) => `to ${value}`,
  zone: (value) => `days of ${value.replaceAll("_", " ")}`,
  outcome: named(OUTCOME_LABELS),
  environment: named({ live: "Live", test: "Test" }),
  legacy: named({ true: "Legacy keys", false: "Other keys" }),
  compare: named({ previous: "beside the period before", weekdays: "beside the same weekdays", none: "" }),
  granularity: named({ "15m": "15 minutes", "1h": "hour", "1d": "day", "1w": "week", "1mo": "month" }, "by "),
};

const ORDER = ["metric", "groupBy", "range", "from", "to", "compare"];

export function questionText(question: Record<string, unknown>): string {
  const given = Object.entries(question).filter(([, value]) => value !== undefined && value !== null);
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return given
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([name, value]) =>
      partText(
        name,
        [value].flat().flatMap((each) => String(each).split(",")),
      ),
    )
    .filter(Boolean)
    .join(" · ");
}

function partText(name: string, values: string[]): string {
  const words = WORDS[name];
  if (words) return values.map(words).filter(Boolean).join(", ");
  const label = Object.hasOwn(DIMENSIONS, name) ? DIMENSIONS[name as keyof typeof DIMENSIONS].one : name;
  return `${label.toLowerCase()}: ${values.join(", ")}`;
}
