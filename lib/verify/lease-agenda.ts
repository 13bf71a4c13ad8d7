// When leases end that nobody may ask for again: to the next twentieth of a second, one timer for all of them.
import type { Lease } from "./lease.ts";

const SLOT_MS = 50;

export interface Agenda {
  add(lease: Lease, atMs: number): void;
  stop(): void;
}

/** `onDue` is told of each lease at its time or a little later, on the clock `nowMs`. */
export function createAgenda(nowMs: () => number, onDue: (lease: Lease) => void): Agenda {
  const slots = new Map<number, Set<Lease>>();
  let timer: NodeJS.Timeout | undefined;

  const arm = () => {
    timer ??= setTimeout(turn, SLOT_MS).unref();
  };
  const turn = () => {
    timer = undefined;
    const now = Math.floor(nowMs() / SLOT_MS);
    for (const [slot, leases] of slots) {
      if (slot > now) continue;
      slots.delete(slot);
      for (const lease of leases) onDue(lease);
    }
    if (slots.size > 0) arm();
  };

  return {
    add(lease, atMs) {
      const slot = Math.ceil(atMs / SLOT_MS);
      const leases = slots.get(slot);
      if (leases) leases.add(lease);
      else slots.set(slot, new Set([lease]));
      arm();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      slots.clear();
    },
  };
}
