// A tenant whose keys make calls, and what reached people and programs by each channel.
import { onPlatform } from "#db/tenant.ts";
import { evaluateAlerts } from "#lib/alerts/evaluate-alerts.ts";
import { learnNetworks } from "#lib/alerts/learn-networks.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { decodeId, encodeId, type Id, newId } from "#lib/shared/ids.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import type { TenantRow } from "./factories.ts";
import type { TestWorld } from "./world.ts";

export interface IssuedKey {
  tenant: Pick<TenantRow, "id">;
  id: Id<"key">;
  secretId: Id<"sec">;
}

export async function issueKey(world: TestWorld, tenant: TenantRow, name: string): Promise<IssuedKey> {
  const principal = systemPrincipal("the tests", tenant.id);
  const input = { name, environment: "live" as const, expiresInDays: 90 };
  const { id } = await createKey.execute(world.as("api"), principal, input);
  const keyId = id as Id<"key">;
  const [row] = await world.ownerSql`select id from secrets where key_id = ${decodeId("key", keyId)}`;
  return { tenant, id: keyId, secretId: encodeId("sec", row!.id) };
}

/** Stores `count` calls as metering does, each with what `some` says. */
export async function storeCalls(
  world: TestWorld,
  { tenant, id, secretId }: IssuedKey,
  count: number,
  some: Partial<UsageEvent> = {},
): Promise<void> {
  const events = Array.from(
    { length: count },
    (): UsageEvent => ({
      ...{ tenantId: tenant.id, at: world.clock.now(), id: newId("evt"), keyId: id, secretId },
      ...{ environment: "live", outcome: "VALID", cost: 1, units: null, resource: null },
      ...{ ip: "203.0.113.7", userAgent: null, tags: null, latencyMicros: 5, requestId: "req_1" },
      ...some,
    }),
  );
  await onPlatform(world.as("worker").db, (tx) =>
    tx.execute(
      `select ensure_usage_partitions('${dayOf(events[0]!.at)}'::date, '${dayOf(events[0]!.at)}'::date)`,
    ),
  );
  await storeUsage(world.as("api").db.sql, events);
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

/** What the worker does each minute, `times` at once. */
export async function evaluate(world: TestWorld, times = 1): Promise<void> {
  const staff = systemPrincipal("the worker");
  const deps = world.as("worker");
  const each = async (run: typeof evaluateAlerts | typeof learnNetworks) =>
    Promise.all(Array.from({ length: times }, () => run.execute(deps, staff, {})));
  await each(learnNetworks);
  await each(evaluateAlerts);
}

/** Alerts, mails and events of a tenant, or of the platform. */
export async function told(world: TestWorld, tenantId: Id<"ten">, recipient: string) {
  const uuid = decodeId("ten", tenantId);
  const alerts = await world.ownerSql`
    select rule, subject, period, severity, firing, title, text, path, resolved_at from alerts
    where tenant_id = ${uuid} order by opened_at, id`;
  const mails = await world.ownerSql`
    select subject, text from mails where recipient = ${recipient} and kind = 'alerts' order by created_at, id`;
  const events = await world.ownerSql`
    select type, data from webhook_events where tenant_id = ${uuid} and type like 'alert.%' order by created_at, id`;
  return { alerts, mails, events };
}
