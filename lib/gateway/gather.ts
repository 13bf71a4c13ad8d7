// What follows on something that has just left waits a moment, for it costs more to send than to make: a caller is written
// to every few milliseconds at most. One timer for all who wait.

export const GATHER_MS = 5;

const waiting = new Set<() => void>();

/** Calls `go` once within GATHER_MS, however often it was asked for until then. */
export function gather(go: () => void): void {
  if (waiting.size === 0) setTimeout(goAll, GATHER_MS);
  waiting.add(go);
}

function goAll(): void {
  const all = [...waiting];
  waiting.clear();
  for (const go of all) go();
}
