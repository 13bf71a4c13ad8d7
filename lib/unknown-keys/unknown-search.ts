// The address of the page of unknown keys as a question. What is malformed falls back.
import { REFUSAL_CLASSES, type RefusalClass } from "#lib/shared/refusals.ts";

type Search = Record<string, string | string[] | undefined>;

export interface UnknownSearch {
  filter: { class?: RefusalClass[]; q?: string };
  cursor?: string;
  filtered: boolean;
}

/** Parameters: `q`, `class` with commas, and `after`. */
export function unknownSearch(search: Search): UnknownSearch {
  const text = (name: string) => [search[name]].flat()[0]?.trim() || undefined;
  const named = text("class")?.split(",") ?? [];
  const classes = REFUSAL_CLASSES.filter((one) => named.includes(one));
  const filter = { class: classes.length > 0 ? classes : undefined, q: text("q")?.slice(0, 200) };
  const after = text("after");
  return { filter, cursor: after, filtered: Object.values(filter).some((value) => value !== undefined) };
}
