// What may be asked of webhooks and leaks, by whom.
import { inTenant } from "#db/tenant.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { setLeakPolicy } from "#lib/leaks/set-leak-policy.ts";
import { createEndpoint } from "#lib/webhooks/create-endpoint.ts";
import { deleteEndpoint } from "#lib/webhooks/delete-endpoint.ts";
import { dispatchEvents } from "#lib/webhooks/dispatch-events.ts";
import { emitEvent } from "#lib/webhooks/emit-event.ts";
import { listDeliveries } from "#lib/webhooks/list-deliveries.ts";
import { noteAttempt } from "#lib/webhooks/note-attempt.ts";
import { replayDelivery } from "#lib/webhooks/replay-delivery.ts";
import { replayFailed } from "#lib/webhooks/replay-failed.ts";
import { rotateSecret } from "#lib/webhooks/rotate-secret.ts";
import { testEndpoint } from "#lib/webhooks/test-endpoint.ts";
import { updateEndpoint } from "#lib/webhooks/update-endpoint.ts";
import { type Arranged, describeCommand } from "#tests/support/describe-command.ts";

const ADMIN = { role: "admin" } as const;
const DEVELOPER = { role: "developer" } as const;
const URL = "https://93.184.216.34/hooks";

async function makeEndpoint({ world, tenant }: Arranged): Promise<{ endpointId: string }> {
  const { id } = await createEndpoint.execute(world.as("api"), systemPrincipal("test", tenant.id), {
    url: URL,
  });
  return { endpointId: id };
}

/** An endpoint with one message, which failed if that is said. */
async function makeDelivery(arranged: Arranged, failed: boolean) {
  const { world, tenant } = arranged;
  const { endpointId } = await makeEndpoint(arranged);
  const now = world.clock.now();
  await inTenant(world.deps.db, tenant.id, (tx) =>
    emitEvent(tx, { tenantId: tenant.id, type: "key.expiring", data: {}, now }),
  );
  await dispatchEvents.execute(world.as("api"), systemPrincipal("test"), {});
  if (failed)
    await world.ownerSql`update webhook_deliveries set status = 'failed', due_at = null, attempts = 10, tries = 10`;
  const { items } = await listDeliveries.execute(world.deps, systemPrincipal("test", tenant.id), {
    endpointId,
  });
  return { endpointId, deliveryId: items[0]!.id };
}

const role = "api" as const;

describeCommand(createEndpoint, {
  arrange: () => ({ url: URL }),
  allowed: ADMIN,
  refused: DEVELOPER,
  hasTarget: false,
  bad: { change: { url: "ftp://example.com" }, fields: ["url"] },
  role,
});
describeCommand(updateEndpoint, {
  arrange: async (arranged) => ({ ...(await makeEndpoint(arranged)), description: "orders" }),
  allowed: ADMIN,
  refused: DEVELOPER,
  bad: { change: { types: [] }, fields: ["types"] },
  role,
});
describeCommand(rotateSecret, {
  arrange: makeEndpoint,
  allowed: ADMIN,
  refused: DEVELOPER,
  bad: { change: { graceSeconds: -1 }, fields: ["graceSeconds"] },
  role,
});
describeCommand(deleteEndpoint, {
  arrange: makeEndpoint,
  allowed: ADMIN,
  refused: DEVELOPER,
  bad: { change: { odd: 1 }, fields: ["odd"] },
});
describeCommand(testEndpoint, {
  arrange: makeEndpoint,
  allowed: ADMIN,
  refused: DEVELOPER,
  bad: { change: { odd: 1 }, fields: ["odd"] },
});
describeCommand(replayDelivery, {
  arrange: (arranged) => makeDelivery(arranged, true),
  allowed: ADMIN,
  refused: DEVELOPER,
  bad: { change: { odd: 1 }, fields: ["odd"] },
});
describeCommand(replayFailed, {
  async arrange(arranged) {
    const { endpointId } = await makeDelivery(arranged, true);
    return { endpointId, since: "2026-01-01T00:00:00Z" };
  },
  allowed: ADMIN,
  refused: DEVELOPER,
  bad: { change: { since: "yesterday" }, fields: ["since"] },
});
describeCommand(noteAttempt, {
  async arrange(arranged) {
    const target = await makeDelivery(arranged, false);
    return { ...target, number: 1, latencyMs: 5, status: 410, error: "gone", answer: "", random: 0 };
  },
  allowed: { permissions: ["system:write"] },
  refused: ADMIN,
  bad: { change: { number: 0 }, fields: ["number"] },
});
describeCommand(setLeakPolicy, {
  arrange: () => ({ policy: "revoke" as const }),
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  bad: { change: { policy: "burn" }, fields: ["policy"] },
});
