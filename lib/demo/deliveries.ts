// What the demo's endpoints were sent: the events of the last weeks, by the schedule of real messages, with the answers
// that the story gives. Nothing is sent to anybody. It ends in the endpoints being on.
import { and, asc, eq, gt, isNull, lte, sql } from "drizzle-orm";
import { webhookAttempts, webhookDeliveries, webhookEndpoints, webhookEvents } from "#db/schema/index.ts";
import { onPlatform, type Tx } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import { type Id, newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { bodyFor, namesOf } from "#lib/webhooks/message.ts";
import { waitAfter } from "#lib/webhooks/schedule.ts";
import { PLATFORM_ENDPOINTS, TENANTS } from "./cast.ts";
import { type Random, randomFor } from "./random.ts";
import { tenantCalled } from "./stage.ts";
import type { EndpointStory } from "./story.ts";

/** Messages are kept for a month; these stay for a few days of it. */
const KEPT_DAYS = 27;

type Endpoint = typeof webhookEndpoints.$inferSelect;
type Event = typeof webhookEvents.$inferSelect;

/** Safe to repeat: what was told is not told again. */
export async function tellDeliveries(deps: Deps, now: Date): Promise<void> {
  const stories = [...PLATFORM_ENDPOINTS.map((story) => ({ tenantId: PLATFORM_TENANT, story }))];
  for (const { clientId, endpoints = [] } of TENANTS) {
    const tenantId = endpoints.length > 0 ? await tenantCalled({ deps }, clientId) : PLATFORM_TENANT;
    stories.push(...endpoints.map((story) => ({ tenantId, story })));
  }
  await onPlatform(deps.db, async (tx) => {
    for (const { tenantId, story } of stories) await tell(tx, tenantId, story, now);
    const past = and(isNull(webhookEvents.dispatchedAt), lte(webhookEvents.createdAt, now));
    await tx
      .update(webhookEvents)
      .set({ dispatchedAt: sql`${webhookEvents.createdAt}` })
      .where(past);
  });
}

async function tell(tx: Tx, tenantId: Id<"ten">, story: EndpointStory, now: Date): Promise<void> {
  const its = and(
    eq(webhookEndpoints.tenantId, tenantId),
    eq(webhookEndpoints.description, story.description),
  );
  const [endpoint] = await tx.select().from(webhookEndpoints).where(its).for("update");
  if (!endpoint || story.off || !endpoint.disabledAt) return;
  const random = randomFor(story.description);
  const events = await eventsFor(tx, endpoint, now);
  const names = await namesOf(tx, [...new Set([tenantId, ...events.map((event) => event.tenantId)])]);
  for (const event of events) {
    const body = bodyFor(endpoint.kind, event, names.get(event.tenantId) ?? null);
    await keep(tx, { endpoint, event, body }, attemptsOf(story, event.createdAt, now, random));
  }
  const isDown = story.down && isDownAt(story.down, now, now);
  const failingSince = isDown ? new Date(now.getTime() - story.down!.since * DAY_MS) : null;
  await tx.update(webhookEndpoints).set({ disabledAt: null, disabledReason: null, failingSince }).where(its);
}

/** Those that it wants of the last weeks, oldest first. The platform hears of everybody's. */
async function eventsFor(tx: Tx, { tenantId, types, createdAt }: Endpoint, now: Date): Promise<Event[]> {
  const since = new Date(Math.max(createdAt.getTime(), now.getTime() - KEPT_DAYS * DAY_MS));
  const own = tenantId === PLATFORM_TENANT ? undefined : eq(webhookEvents.tenantId, tenantId);
  const events = await tx
    .select()
    .from(webhookEvents)
    .where(and(own, gt(webhookEvents.createdAt, since), lte(webhookEvents.createdAt, now)))
    .orderBy(asc(webhookEvents.createdAt), asc(webhookEvents.id));
  return events.filter(({ type }) => types === null || types.includes(type));
}

interface Attempt {
  at: Date;
  status: number | null;
  error: string | null;
  latencyMs: number;
}

interface Attempts {
  made: Attempt[];
  /** Null when it is over. */
  dueAt: Date | null;
}

/** Tried by the schedule until it is taken, given up, or now. */
function attemptsOf({ down }: EndpointStory, from: Date, now: Date, random: Random): Attempts {
  const made: Attempt[] = [];
  let at = from;
  for (;;) {
    const failed = down && isDownAt(down, at, now) ? { status: down.status, error: down.error } : null;
    const latencyMs = Math.round((failed && failed.status === null ? 4_000 : 90) * random.spread());
    made.push({ at, latencyMs, ...(failed ?? { status: 200, error: null }) });
    const wait = failed && waitAfter(made.length, random.next());
    if (wait === null) return { made, dueAt: null };
    at = new Date(at.getTime() + wait);
    if (at > now) return { made, dueAt: at };
  }
}

function isDownAt({ since, until }: NonNullable<EndpointStory["down"]>, at: Date, now: Date): boolean {
  const ago = (now.getTime() - at.getTime()) / DAY_MS;
  return ago <= since && ago > until;
}

async function keep(
  tx: Tx,
  { endpoint, event, body }: { endpoint: Endpoint; event: Event; body: string },
  { made, dueAt }: Attempts,
): Promise<void> {
  const { tenantId, id: endpointId } = endpoint;
  const last = made.at(-1)!;
  const id = newId("dlv");
  await tx.insert(webhookDeliveries).values({
    ...{ tenantId, id, endpointId, eventId: event.id, type: event.type, body, dueAt },
    status: dueAt ? "waiting" : last.error === null ? "delivered" : "failed",
    createdAt: event.createdAt,
    tries: made.length,
    attempts: made.length,
    finishedAt: dueAt ? null : last.at,
    lastStatus: last.status,
    lastError: last.error,
  });
  await tx.insert(webhookAttempts).values(
    made.map((attempt, index) => ({
      ...{ tenantId, deliveryId: id, number: index + 1, ...attempt },
      answer: attempt.status === 200 ? "ok" : "",
    })),
  );
}
