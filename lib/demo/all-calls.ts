// Stores the calls of all keys: most as they came, some late, and some twice, as it happens when a node was away.
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { billedMonths } from "./billed-months.ts";
import { callsOf } from "./calls.ts";
import { TENANTS } from "./cast.ts";
import { modelTerms, reservationsOf } from "./model-calls.ts";
import { storeReported } from "./reported-usage.ts";
import { makeRoom, storeEvents, storeMarks, storeSpending } from "./store-calls.ts";
import { loadKey } from "./stored-key.ts";
import { AWAY, type KeyStory, type TenantStory } from "./story.ts";
import { unknownCalls } from "./unknown-calls.ts";

/** One of so many is told twice. */
const REPEATED = 600;

/** How many calls there are; those that are told twice count once. */
export async function storeAllCalls(deps: Deps, now: Date): Promise<number> {
  await makeRoom(deps, now);
  const calls = unknownCalls(now);
  for (const tenant of TENANTS)
    for (const story of tenant.keys)
      for (const event of await callsOfKey(deps, tenant, story, now)) calls.push(event);
  // By the day, however many keys: so each row of a roll-up is written once or twice.
  calls.sort((a, b) => a.at.getTime() - b.at.getTime());
  // Those of keys in months that were billed are stored.
  const billed = billedMonths(now).at(-1)!.over;
  const open = calls.filter(({ at, secretId }) => at >= billed || secretId === null);
  const { late = [], usual = [] } = Object.groupBy(open, (event) => (isLate(event, now) ? "late" : "usual"));
  await storeEvents(deps, usual);
  await storeEvents(deps, [...late, ...calls.filter((_, place) => place % REPEATED === 0)]);
  return calls.length;
}

/** Calls of the keys that there are by `until`, from another moment on. To store one twice counts it once. */
export async function storeCallsBetween(deps: Deps, now: Date, since: Date, until: Date): Promise<void> {
  await makeRoom(deps, now);
  const calls: UsageEvent[] = [];
  for (const tenant of TENANTS)
    for (const story of tenant.keys) {
      if (now.getTime() - story.made * DAY_MS >= until.getTime()) continue;
      const stored = await loadKey(deps, tenant.clientId, story.name);
      const models = await modelTerms(deps, stored.key.tenantId, story);
      const { events } = callsOf({ tenant, story, stored, models }, now, until);
      for (const event of events) if (event.at >= since) calls.push(event);
    }
  calls.sort((a, b) => a.at.getTime() - b.at.getTime());
  await storeEvents(deps, calls);
}

/** What else there is of a key's calls is stored. */
async function callsOfKey(
  deps: Deps,
  tenant: TenantStory,
  story: KeyStory,
  now: Date,
): Promise<UsageEvent[]> {
  const stored = await loadKey(deps, tenant.clientId, story.name);
  const models = await modelTerms(deps, stored.key.tenantId, story);
  const { events, ledger, marks } = callsOf({ tenant, story, stored, models }, now);
  await storeEvents(deps, reservationsOf(events, now));
  await storeSpending(deps, stored, ledger);
  await storeMarks(deps, marks);
  await storeReported(deps, story, stored, now);
  return events;
}

/** Of the calls while the node was away, those that it took: one of two. */
function isLate({ at }: UsageEvent, now: Date): boolean {
  const begun = now.getTime() - AWAY.ago * DAY_MS;
  const since = at.getTime() - begun;
  return since >= 0 && since < AWAY.hours * HOUR_MS && at.getTime() % 2 === 0;
}
