// Keeps what came of an attempt, and decides what comes next: another try, an end, or the end of the endpoint.
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { webhookAttempts, webhookDeliveries } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { type CommandContext, command } from "#lib/core/operation.ts";
import type { DisabledReason } from "#lib/shared/webhooks.ts";
import { emitEvent } from "./emit-event.ts";
import { endWaiting, lockEndpoint, readDelivery, writeEndpoint } from "./queries.ts";
import { waitAfter } from "./schedule.ts";
import { tellOwners } from "./tell-owners.ts";
import { type DeliveryRow, type EndpointRow, type EndpointView, toEndpointView } from "./view.ts";

/** An endpoint that took nothing for so long is given up. */
const GIVEN_UP_AFTER_MS = 5 * DAY_MS;
const GONE = 410;

const NoteAttempt = z.strictObject({
  endpointId: z.string(),
  deliveryId: z.string(),
  number: z.int().min(1),
  latencyMs: z.int().min(0),
  status: z.int().nullable(),
  error: z.string().nullable(),
  answer: z.string(),
  /** From 0 to 1, for the jitter. */
  random: z.number().min(0).max(1),
});

export const noteAttempt = command({
  name: "webhook.disable",
  on: "tenant",
  can: "system:write",
  input: NoteAttempt,
  async run(context, { random, ...attempt }): Promise<{ disabled: boolean }> {
    const { tx, now, tenantId, unchanged } = context;
    const { endpoint, secrets } = await lockEndpoint(tx, tenantId, attempt.endpointId);
    const delivery = await readDelivery(tx, tenantId, attempt);
    const { number, latencyMs, status, error, answer } = attempt;
    await tx
      .insert(webhookAttempts)
      .values({ tenantId, deliveryId: delivery.id, number, at: now, latencyMs, status, error, answer })
      .onConflictDoNothing();
    if (delivery.status === "waiting")
      await settle(context, delivery, { status, error, wait: waitOf(delivery, attempt, random) });
    const reason = error === null ? null : reasonToDisable(endpoint, delivery, status, now);
    if (error === null) await writeEndpoint(tx, endpoint, { failingSince: null });
    else if (!endpoint.failingSince && !delivery.test)
      await writeEndpoint(tx, endpoint, { failingSince: now });
    if (reason === null || endpoint.disabledAt) {
      unchanged();
      return { disabled: false };
    }
    await disable(context, endpoint, toEndpointView({ endpoint, secrets }, now), reason);
    return { disabled: true };
  },
});

/** Null when there is no other try. */
function waitOf(
  { tries, test }: DeliveryRow,
  { status, error }: { status: number | null; error: string | null },
  random: number,
): number | null {
  return error === null || test || status === GONE ? null : waitAfter(tries, random);
}

async function settle(
  { tx, now, tenantId }: CommandContext,
  { id }: DeliveryRow,
  { status, error, wait }: { status: number | null; error: string | null; wait: number | null },
): Promise<void> {
  const last = { lastStatus: status, lastError: error };
  const change =
    wait === null
      ? {
          ...last,
          status: error === null ? ("delivered" as const) : ("failed" as const),
          dueAt: null,
          finishedAt: now,
        }
      : { ...last, dueAt: new Date(now.getTime() + wait) };
  await tx
    .update(webhookDeliveries)
    .set(change)
    .where(and(eq(webhookDeliveries.tenantId, tenantId), eq(webhookDeliveries.id, id)));
}

function reasonToDisable(
  { failingSince }: EndpointRow,
  { test }: DeliveryRow,
  status: number | null,
  now: Date,
): DisabledReason | null {
  if (status === GONE) return "gone";
  const failedFor = failingSince && !test ? now.getTime() - failingSince.getTime() : 0;
  return failedFor >= GIVEN_UP_AFTER_MS ? "failing" : null;
}

async function disable(
  context: CommandContext,
  endpoint: EndpointRow,
  before: EndpointView,
  reason: DisabledReason,
): Promise<void> {
  const { tx, now, tenantId, audit } = context;
  const label = endpoint.description || endpoint.url;
  await writeEndpoint(tx, endpoint, { disabledAt: now, disabledReason: reason, updatedAt: now });
  await endWaiting(tx, endpoint, now);
  const after = { ...before, enabled: false, disabledAt: now.toISOString(), disabledReason: reason };
  audit({ target: { type: "webhook", id: endpoint.id, label }, before, after });
  const { id, url, description } = endpoint;
  const data = { endpoint: { id, url, description }, reason };
  await emitEvent(tx, { tenantId, type: "webhook.disabled", data, now });
  await tellOwners(context, endpoint, reason);
}
