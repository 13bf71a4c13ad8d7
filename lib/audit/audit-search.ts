// The address of an audit page as a question. What is malformed falls back.
import { TZDate } from "@date-fns/tz";
import { isId } from "#lib/shared/ids.ts";

type Search = Record<string, string | string[] | undefined>;

export interface AuditSearch {
  /** `from` and `to` are moments; `to` is not included. */
  filter: { q?: string; action?: string[]; from?: string; to?: string };
  cursor?: string;
  /** The entry whose details are open. */
  entry: string | null;
  filtered: boolean;
}

/** Parameters: `q`, `action` with commas, `from` and `to` as days of `zone`, `after` and `entry`. */
export function auditSearch(search: Search, zone: string): AuditSearch {
  const text = (name: string) => [search[name]].flat()[0]?.trim() || undefined;
  const action = text("action")
    ?.split(",")
    .filter((name) => /^[a-z_.]+$/.test(name))
    .slice(0, 20);
  const filter = {
    q: text("q")?.slice(0, 200),
    action: action?.length ? action : undefined,
    from: startOfDay(text("from"), zone, 0),
    to: startOfDay(text("to"), zone, 1),
  };
  const entry = text("entry");
  return {
    filter,
    cursor: text("after"),
    entry: entry && isId("aud", entry) ? entry : null,
    filtered: Object.values(filter).some((value) => value !== undefined),
  };
}

/** The moment at which a day begins in the zone, or the day `later` after it. */
function startOfDay(text: string | undefined, zone: string, later: number): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? "")?.map(Number) ?? [];
  if (!year || !month || !day || new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day)
    return undefined;
  return new Date(new TZDate(year, month - 1, day + later, zone).getTime()).toISOString();
}
