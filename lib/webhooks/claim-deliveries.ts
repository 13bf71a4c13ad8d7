// Takes messages to hand over: those whose time has come and that nobody else is at. Whoever dies with one in hand has
// tried it, and the next one takes it when the lease is over; so a message may arrive twice, and never not at all.
import { and, eq, inArray, isNull, lte, notExists, sql } from "drizzle-orm";
import { z } from "zod";
import {
  webhookDeliveries as deliveries,
  webhookEndpoints as endpoints,
  webhookSecrets,
} from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";
import { Secret } from "#lib/core/secret.ts";
import { EnvelopeError } from "#lib/crypto/envelope.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { EndpointKind } from "#lib/shared/webhooks.ts";
import { MasterKeyNotHeld } from "#lib/vault/master-keys.ts";
import { requireVault } from "#lib/vault/require-vault.ts";
import type { Vault } from "#lib/vault/vault.ts";
import { openHookSecret } from "./hook-secret.ts";
import { liveSecrets } from "./queries.ts";

export interface ClaimedDelivery {
  tenantId: Id<"ten">;
  endpointId: Id<"hook">;
  deliveryId: Id<"dlv">;
  /** Which attempt this is, from 1. */
  number: number;
  messageId: string;
  kind: EndpointKind;
  url: string;
  body: string;
  /** Newest first; none when they do not open. */
  secrets: Secret[];
}

/** Longer than any attempt takes. */
const LEASE_MS = MINUTE_MS;
/** A receiver that takes its time must not keep everybody else's messages waiting. */
const MOST_OF_ONE_ENDPOINT = 5;
const LOOKED_AT = 500;

export const claimDeliveries = command({
  name: "webhook.claim",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ most: z.int().min(1).max(100) }),
  async run({ tx, now, unchanged, ...context }, { most }): Promise<{ claimed: ClaimedDelivery[] }> {
    unchanged();
    const vault = requireVault(context);
    const rows = await lockDue(tx, now, most);
    const claimed: ClaimedDelivery[] = [];
    for (const { delivery, endpoint } of rows) {
      const { tenantId, id } = delivery;
      const number = delivery.attempts + 1;
      await tx
        .update(deliveries)
        .set({ attempts: number, tries: delivery.tries + 1, dueAt: new Date(now.getTime() + LEASE_MS) })
        .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id)));
      claimed.push({
        tenantId,
        endpointId: endpoint.id,
        deliveryId: id,
        number,
        messageId: delivery.eventId,
        kind: endpoint.kind,
        url: endpoint.url,
        body: delivery.body,
        secrets: await openAll(tx, vault, endpoint, now),
      });
    }
    return { claimed };
  },
});

async function lockDue(tx: Tx, now: Date, most: number) {
  const due = tx
    .select({ tenantId: deliveries.tenantId, id: deliveries.id, endpointId: deliveries.endpointId })
    .from(deliveries)
    .where(lte(deliveries.dueAt, now))
    .orderBy(deliveries.dueAt)
    .limit(LOOKED_AT)
    .as("due");
  const placed = tx
    .select({
      id: due.id,
      place: sql<number>`row_number() over (partition by ${due.tenantId}, ${due.endpointId})`.as("place"),
    })
    .from(due)
    .as("placed");
  const fair = tx.select({ id: placed.id }).from(placed).where(lte(placed.place, MOST_OF_ONE_ENDPOINT));
  const arriving = tx
    .select({ version: webhookSecrets.version })
    .from(webhookSecrets)
    .where(
      and(
        eq(webhookSecrets.tenantId, endpoints.tenantId),
        eq(webhookSecrets.endpointId, endpoints.id),
        eq(webhookSecrets.state, "sealed"),
      ),
    );
  return tx
    .select({ delivery: deliveries, endpoint: endpoints })
    .from(deliveries)
    .innerJoin(
      endpoints,
      and(eq(endpoints.tenantId, deliveries.tenantId), eq(endpoints.id, deliveries.endpointId)),
    )
    .where(
      and(
        lte(deliveries.dueAt, now),
        isNull(endpoints.disabledAt),
        inArray(deliveries.id, fair),
        // Somebody is just taking its secret in.
        notExists(arriving),
      ),
    )
    .orderBy(deliveries.dueAt)
    .limit(most)
    .for("update", { of: deliveries, skipLocked: true });
}

async function openAll(tx: Tx, vault: Vault, endpoint: typeof endpoints.$inferSelect, now: Date) {
  const secrets: Secret[] = [];
  for (const row of await liveSecrets(tx, endpoint, now)) {
    try {
      if (row.state === "stored") secrets.push(new Secret(await openHookSecret({ tx, vault }, row)));
    } catch (error) {
      if (!(error instanceof EnvelopeError || error instanceof MasterKeyNotHeld)) throw error;
    }
  }
  return secrets;
}
