// Whether and when a service that died is started again. Pure.

const QUICK_DEATH_MS = 30_000;
const MAX_QUICK_DEATHS = 5;
const FIRST_DELAY_MS = 250;

export type NextStep =
  | { kind: "restart"; delayMs: number; quickDeaths: number }
  | { kind: "give_up"; quickDeaths: number };

/** `quickDeaths` is how often it died soon after its start without a longer life in between. */
export function afterDeath(quickDeaths: number, livedMs: number, firstDelayMs = FIRST_DELAY_MS): NextStep {
  if (livedMs >= QUICK_DEATH_MS) return { kind: "restart", delayMs: firstDelayMs, quickDeaths: 0 };
  const deaths = quickDeaths + 1;
  if (deaths > MAX_QUICK_DEATHS) return { kind: "give_up", quickDeaths: deaths };
  return { kind: "restart", delayMs: firstDelayMs * 2 ** (deaths - 1), quickDeaths: deaths };
}
