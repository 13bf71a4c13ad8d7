// A key of the demo as it is stored, and as a verification would have found it at some moment.
import { and, asc, eq } from "drizzle-orm";
import { keys, plans, secrets, tenants } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import type { Deps } from "#lib/core/operation.ts";
import { gatewayTerms } from "#lib/shared/gateway.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import type { Random } from "./random.ts";

type Secret = Pick<typeof secrets.$inferSelect, "id" | "createdAt" | "expiresAt">;

export interface StoredKey {
  key: typeof keys.$inferSelect;
  tenant: typeof tenants.$inferSelect;
  plan: typeof plans.$inferSelect;
  /** Oldest first. */
  secrets: Secret[];
}

export function loadKey({ db }: Deps, clientId: string, name: string): Promise<StoredKey> {
  return onPlatform(db, async (tx) => {
    const [row] = await tx
      .select({ key: keys, tenant: tenants, plan: plans })
      .from(keys)
      .innerJoin(tenants, eq(tenants.id, keys.tenantId))
      .innerJoin(plans, eq(plans.id, tenants.planId))
      .where(and(eq(tenants.clientId, clientId), eq(keys.name, name)));
    if (!row) throw notFound("key");
    const ofKey = await tx
      .select({ id: secrets.id, createdAt: secrets.createdAt, expiresAt: secrets.expiresAt })
      .from(secrets)
      .where(and(eq(secrets.tenantId, row.key.tenantId), eq(secrets.keyId, row.key.id)))
      .orderBy(asc(secrets.createdAt));
    return { ...row, secrets: ofKey };
  });
}

/** What had not happened yet is left out. */
export function recordAt({ key, tenant, plan, secrets }: StoredKey, at: Date, random: Random): KeyRecord {
  const past = (moment: Date | null) => (moment && moment <= at ? moment : null);
  const { id, expiresAt } = secretAt(secrets, at, random);
  return {
    tenant: {
      id: tenant.id,
      clientId: tenant.clientId,
      name: tenant.name,
      suspendedAt: past(tenant.suspendedAt),
    },
    id: key.id,
    name: key.name,
    environment: key.environment,
    scopes: key.scopes ?? plan.scopes,
    limits: key.limits ?? plan.limits,
    perRequest: key.perRequest ?? plan.perRequest,
    gateway: gatewayTerms(plan.gateway, key.gateway),
    ipAllow: key.ipAllow,
    metadata: key.metadata,
    demo: key.demo,
    legacy: key.legacy,
    expiresAt: key.expiresAt,
    disabledAt: past(key.disabledAt),
    revokedAt: past(key.revokedAt),
    staleOkMs: plan.staleOkSeconds * 1_000,
    secret: { id, expiresAt },
  };
}

/** How many of the callers forget about a new secret. */
const FORGETFUL = 0.02;

/** While a rotation overlaps, callers change over one by one; a few never do. */
function secretAt(secrets: readonly Secret[], at: Date, random: Random): Secret {
  const [previous, current] = secrets.filter(({ createdAt }) => createdAt <= at).slice(-2);
  if (!previous) throw new Error("a call before there was a key");
  if (!current) return previous;
  const overlap = previous.expiresAt!.getTime() - current.createdAt.getTime();
  const changed = (at.getTime() - current.createdAt.getTime()) / overlap;
  return random.chance(Math.min(1 - FORGETFUL, changed)) ? current : previous;
}
