// Stores the calls of all keys: most as they came, some late, and some twice, as it happens when a node was away.
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { callsOf } from "./calls.ts";
import { TENANTS } from "./cast.ts";
import { modelTerms, reservationsOf } from "./model-calls.ts";
import { storeReported } from "./reported-usage.ts";
import { makeRoom, storeEvents, storeMarks, storeSpending } from "./store-calls.ts";
import { loadKey } from "./stored-key.ts";
import { AWAY, type KeyStory, type TenantStory } from "./story.ts";
import { unknownCalls } from "./unknown-calls.ts";

/** Keys whose calls are stored at the same time. */
const LANES = 2;
/** Of each key, what is told once more. */
const REPEATED = 5;

/** How many calls there are; those that are told twice count once. */
export async function storeAllCalls(deps: Deps, now: Date): Promise<number> {
  await makeRoom(deps, now);
  const unknown = unknownCalls(now);
  await storeEvents(deps, unknown);
  const waiting = TENANTS.flatMap((tenant) => tenant.keys.map((story) => ({ tenant, story })));
  const afterwards: UsageEvent[] = [];
  let calls = unknown.length;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const events = await storeCallsOf(deps, next.tenant, next.story, now);
      calls += events.length;
      afterwards.push(...events.filter((event) => isLate(event, now)), ...events.slice(-REPEATED));
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
  await storeEvents(deps, afterwards);
  return calls;
}

/** All calls of a key, stored but for those that come late. */
async function storeCallsOf(
  deps: Deps,
  tenant: TenantStory,
  story: KeyStory,
  now: Date,
): Promise<UsageEvent[]> {
  const stored = await loadKey(deps, tenant.clientId, story.name);
  const models = await modelTerms(deps, stored.key.tenantId, story);
  const { events, ledger, marks } = callsOf({ tenant, story, stored, models }, now);
  await storeEvents(deps, reservationsOf(events, now));
  await storeEvents(
    deps,
    events.filter((event) => !isLate(event, now)),
  );
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
