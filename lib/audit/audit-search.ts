// The address of an audit page as a question. What is malformed falls back.
import { isId } from "#lib/shared/ids.ts";

type Search = Record<string, string | string[] | undefined>;

export interface AuditSearch {
  filter: { q?: string; action?: string[]; from?: string; to?: string };
  cursor?: string;
  /** The entry whose details are open. */
  entry: string | null;
  filtered: boolean;
}

/** Parameters: `q`, `action` with commas, `from`, `to`, `after` and `entry`. */
export function auditSearch(search: Search): AuditSearch {
  const text = (name: string) => [search[name]].flat()[0]?.trim() || undefined;
  const action = text("action")
    ?.split(",")
    .filter((name) => /^[a-z_.]+$/.test(name))
    .slice(0, 20);
  const filter = {
    q: text("q")?.slice(0, 200),
    action: action?.length ? action : undefined,
    from: dayOf(text("from")),
    to: dayOf(text("to")),
  };
  const entry = text("entry");
  return {
    filter,
    cursor: text("after"),
    entry: entry && isId("aud", entry) ? entry : null,
    filtered: Object.values(filter).some((value) => value !== undefined),
  };
}

function dayOf(text: string | undefined): string | undefined {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}
