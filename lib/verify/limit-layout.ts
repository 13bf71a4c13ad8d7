// What limits say before any call: which of them share a counter, and the strictest one on each. Worked out once for a
// list of limits, which many keys share.
import type { Limit } from "#lib/shared/limits.ts";
import { counterId } from "./ledger.ts";
import { mostOf } from "./limit-core.ts";

export interface Layout {
  readonly limits: readonly Limit[];
  /** By each limit, the place of its counter. */
  readonly places: readonly number[];
  /** By place, the strictest limit on a counter, the most that it allows, and the counter's name. */
  readonly counters: readonly { readonly limit: Limit; readonly most: number; readonly id: string }[];
}

const layouts = new WeakMap<readonly Limit[], Layout>();

/** `limits` must never be changed. */
export function layoutOf(limits: readonly Limit[]): Layout {
  const layout = layouts.get(limits) ?? layOut(limits);
  layouts.set(limits, layout);
  return layout;
}

function layOut(limits: readonly Limit[]): Layout {
  const strictest = new Map<string, Limit>();
  for (const limit of limits) {
    const id = counterId(limit);
    const other = strictest.get(id);
    if (!other || mostOf(limit) < mostOf(other)) strictest.set(id, limit);
  }
  const counters = [...strictest].map(([id, limit]) => ({ limit, most: mostOf(limit), id }));
  const places = limits.map((limit) => counters.findIndex(({ id }) => id === counterId(limit)));
  return { limits, places, counters };
}
