// Things that are in a state somebody should know of: keys that end soon, provider keys that fail, nodes that are behind.
import { and, eq, gt, inArray, isNull, lte, ne, or } from "drizzle-orm";
import { credentials, credentialVersions, keys, leaks, nodes } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import type { CredentialFacts } from "../rules/credential-failing.ts";
import type { ExpiryFacts } from "../rules/key-expiring.ts";
import type { LeakFacts } from "../rules/key-leaked.ts";
import type { NodeFacts } from "../rules/metering-lag.ts";
import { MOST_FACTS, type Of } from "./recent-calls.ts";

const LEAK_DAYS = 7;

/** Keys that work and end within `days`. */
export async function readExpiring(tx: Tx, now: Date, days: number): Promise<Of<ExpiryFacts>[]> {
  const rows = await tx
    .select({ tenantId: keys.tenantId, keyId: keys.id, keyName: keys.name, expiresAt: keys.expiresAt })
    .from(keys)
    .where(
      and(
        gt(keys.expiresAt, now),
        lte(keys.expiresAt, new Date(now.getTime() + days * DAY_MS)),
        isNull(keys.revokedAt),
        isNull(keys.disabledAt),
        // Made for a short time, it ends as it was meant to.
        lte(keys.createdAt, new Date(now.getTime() - DAY_MS)),
      ),
    )
    .orderBy(keys.expiresAt)
    .limit(MOST_FACTS);
  return rows.map((row) => ({ ...row, expiresAt: row.expiresAt as Date }));
}

/** Keys that were first found in public within a week. */
export async function readLeaks(tx: Tx, now: Date): Promise<Of<LeakFacts>[]> {
  return tx
    .select({
      tenantId: leaks.tenantId,
      leakId: leaks.id,
      keyId: leaks.keyId,
      keyName: keys.name,
      url: leaks.url,
      action: leaks.action,
    })
    .from(leaks)
    .innerJoin(keys, and(eq(keys.tenantId, leaks.tenantId), eq(keys.id, leaks.keyId)))
    .where(
      // By the index on the last report; the first is at most as late.
      and(
        gt(leaks.lastAt, new Date(now.getTime() - LEAK_DAYS * DAY_MS)),
        gt(leaks.firstAt, new Date(now.getTime() - LEAK_DAYS * DAY_MS)),
        lte(leaks.firstAt, now),
      ),
    )
    .limit(MOST_FACTS);
}

/** Those whose last check, by `now`, failed. */
export async function readFailingCredentials(tx: Tx, now: Date): Promise<Of<CredentialFacts>[]> {
  const rows = await tx
    .select({
      tenantId: credentials.tenantId,
      credentialId: credentials.id,
      label: credentials.label,
      provider: credentials.provider,
      state: credentialVersions.checkState,
      checkedAt: credentialVersions.checkedAt,
    })
    .from(credentials)
    .innerJoin(
      credentialVersions,
      and(
        eq(credentialVersions.tenantId, credentials.tenantId),
        eq(credentialVersions.credentialId, credentials.id),
        eq(credentialVersions.version, credentials.currentVersion),
      ),
    )
    .where(
      and(
        isNull(credentials.removedAt),
        lte(credentialVersions.checkedAt, now),
        inArray(credentialVersions.checkState, ["invalid", "out_of_quota", "unreachable", "undecryptable"]),
      ),
    )
    .limit(MOST_FACTS);
  return rows.flatMap(({ state, checkedAt, ...row }) =>
    state && checkedAt ? [{ ...row, state, checkedAt }] : [],
  );
}

/** Nodes with usage that is not stored yet, or never will be. */
export async function readNodes(tx: Tx): Promise<NodeFacts[]> {
  const rows = await tx
    .select()
    .from(nodes)
    .where(or(ne(nodes.waiting, 0), ne(nodes.setAside, 0)))
    .limit(MOST_FACTS);
  return rows.map(({ id, host, waiting, setAside, seenAt, endedAt }) => ({
    nodeId: id,
    host,
    waiting,
    setAside,
    seenAt,
    ended: endedAt !== null,
  }));
}
