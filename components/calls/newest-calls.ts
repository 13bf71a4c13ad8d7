// The calls that a live log shows: newest first, each once, without a hole, and no more than a page can bear.
import type { Page } from "#lib/core/page.ts";
import type { CallView } from "#lib/usage/call-view.ts";

export const MOST_SHOWN = 500;

export interface ShownCalls {
  items: CallView[];
  /** Whether there are older ones. */
  more: boolean;
}

export function shownOf({ items, nextCursor }: Page<CallView>): ShownCalls {
  return { items, more: nextCursor !== null };
}

/**
 * Adds what came since. When more came than one answer holds, what was shown would stand behind a hole; then the
 * answer takes its place, and the older calls are on the next page. The same object when nothing is new.
 */
export function withNewer(shown: ShownCalls, fresh: Page<CallView>): ShownCalls {
  const oldest = fresh.items.at(-1);
  const newest = shown.items[0];
  if (fresh.nextCursor !== null && oldest && newest && byNewest(oldest, newest) < 0) return shownOf(fresh);
  const known = new Set(shown.items.map(({ id }) => id));
  const added = fresh.items.filter(({ id }) => !known.has(id));
  if (added.length === 0) return shown;
  const items = [...added, ...shown.items].toSorted(byNewest);
  return { items: items.slice(0, MOST_SHOWN), more: shown.more || items.length > MOST_SHOWN };
}

function byNewest(a: CallView, b: CallView): number {
  const [left, right] = [`${a.at} ${a.id}`, `${b.at} ${b.id}`];
  return left < right ? 1 : left > right ? -1 : 0;
}
