// Puts a new secret in the place of an endpoint's newest one, which signs on for a while or ends at once.
import { and, eq, lt } from "drizzle-orm";
import { webhookSecrets } from "#db/schema/index.ts";
import { SECOND_MS } from "#lib/core/clock.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { keepHookSecret } from "./hook-secret.ts";
import type { EndpointRecord } from "./view.ts";

/** The endpoint is locked. Never more than two secrets sign: what was older than the newest ends now. */
export async function replaceSecret(
  context: Pick<QueryContext, "tx" | "now" | "vault">,
  { endpoint, secrets }: EndpointRecord,
  secret: string,
  graceSeconds: number,
): Promise<void> {
  const { tx, now } = context;
  const newest = secrets[0]?.version ?? 0;
  const place = { tenantId: endpoint.tenantId, endpointId: endpoint.id, version: newest + 1 };
  const ofThis = and(
    eq(webhookSecrets.tenantId, place.tenantId),
    eq(webhookSecrets.endpointId, place.endpointId),
  );
  const last = graceSeconds > 0 ? newest : place.version;
  await tx.delete(webhookSecrets).where(and(ofThis, lt(webhookSecrets.version, last)));
  await tx
    .update(webhookSecrets)
    .set({ expiresAt: new Date(now.getTime() + graceSeconds * SECOND_MS) })
    .where(ofThis);
  await tx
    .insert(webhookSecrets)
    .values({ ...place, createdAt: now, ...(await keepHookSecret(context, place, secret)) });
}
