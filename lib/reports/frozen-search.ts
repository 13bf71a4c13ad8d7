// What a report keeps of an address, so that it shows the same to everybody who opens it.
import { resolveRange } from "#lib/usage/range.ts";
import { usageSearch } from "#lib/usage/usage-search.ts";

/** With the zone in it that counts for whoever makes the report. */
export function zonedSearch(search: string, zone: string): string {
  const params = new URLSearchParams(search);
  params.set("tz", usageSearch(Object.fromEntries(params), zone).question.zone ?? zone);
  return params.toString();
}

/** With the range as it is at `now`, whenever somebody looks. */
export function frozenSearch(search: string, now: Date): string {
  const params = new URLSearchParams(search);
  const { question } = usageSearch(Object.fromEntries(params), "UTC");
  const { from, to } = resolveRange(question, question.zone ?? "UTC", now);
  params.set("range", "custom");
  params.set("from", from.toISOString());
  params.set("to", to.toISOString());
  return params.toString();
}
