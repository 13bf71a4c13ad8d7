// Carries messages to endpoints, beside what the api answers: it alone opens what signs them. Any number of processes may
// do it at once; none waits for a slow receiver with more than a part of what it can carry.
import type { Dispatcher } from "undici";
import { SECOND_MS } from "#lib/core/clock.ts";
import type { Log } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { repeat } from "#lib/jobs/repeat.ts";
import { type ClaimedDelivery, claimDeliveries } from "#lib/webhooks/claim-deliveries.ts";
import { dispatchEvents } from "#lib/webhooks/dispatch-events.ts";
import { noteAttempt } from "#lib/webhooks/note-attempt.ts";
import { sendMessage } from "#lib/webhooks/send-message.ts";
import { takeInSecrets } from "#lib/webhooks/take-in-secrets.ts";

export interface CourierSetting {
  deps: Deps;
  log: Log;
  /** The way out: lib/core/egress's. */
  dispatcher: Dispatcher;
  /** From 0 to 1, for the jitter of what is tried again. */
  random?: () => number;
}

export interface Courier {
  /** Takes secrets in, hands events on and sends off what is due; resolves without waiting for receivers. */
  turn(): Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

const TURN_MS = 2 * SECOND_MS;
const MOST_UNDER_WAY = 40;
const COURIER = systemPrincipal("webhooks");

export function createCourier(setting: CourierSetting): Courier {
  const { deps, log } = setting;
  const underWay = new Set<Promise<void>>();
  const start = (claimed: ClaimedDelivery) => {
    const carrying = carry(setting, claimed)
      .catch((error: { code?: string }) => log.warn({ code: error.code }, "an attempt could not be noted"))
      .finally(() => underWay.delete(carrying));
    underWay.add(carrying);
  };
  return {
    async turn() {
      while ((await takeInSecrets.execute(deps, COURIER, {})).taken > 0);
      while ((await dispatchEvents.execute(deps, COURIER, {})).dispatched > 0);
      for (;;) {
        const most = MOST_UNDER_WAY - underWay.size;
        if (most === 0) return;
        const { claimed } = await claimDeliveries.execute(deps, COURIER, { most });
        if (claimed.length === 0) return;
        claimed.forEach(start);
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** Null for a process without a vault. */
export function startCourier(setting: CourierSetting): { stop(): Promise<void> } | null {
  if (!setting.deps.vault) return null;
  const courier = createCourier(setting);
  const loop = repeat(TURN_MS, setting.log, courier.turn);
  return {
    async stop() {
      await loop.stop();
      await courier.settled();
    },
  };
}

async function carry(
  { deps, dispatcher, random = Math.random }: CourierSetting,
  claimed: ClaimedDelivery,
): Promise<void> {
  const outcome = await sendMessage({ dispatcher, clock: deps.clock }, claimed);
  const { tenantId, endpointId, deliveryId, number } = claimed;
  const attempt = { endpointId, deliveryId, number, ...outcome, random: random() };
  await noteAttempt
    .execute(deps, systemPrincipal("webhooks", tenantId), attempt)
    .catch((error: { code?: string }) => {
      // It was deleted while it was on its way.
      if (error.code !== "not_found") throw error;
    });
}
