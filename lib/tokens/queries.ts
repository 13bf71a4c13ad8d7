// Service tokens as they are stored, without what they are recognised by.
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { serviceTokens, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import { decodeCursor } from "#lib/core/page.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { TokenRecord } from "./view.ts";

const TOKEN = {
  id: serviceTokens.id,
  tenantId: serviceTokens.tenantId,
  name: serviceTokens.name,
  permissions: serviceTokens.permissions,
  last4: serviceTokens.last4,
  createdAt: serviceTokens.createdAt,
  createdByLabel: serviceTokens.createdByLabel,
  expiresAt: serviceTokens.expiresAt,
  revokedAt: serviceTokens.revokedAt,
  lastUsedAt: serviceTokens.lastUsedAt,
};
const TENANT = { id: tenants.id, clientId: tenants.clientId, name: tenants.name };

/** At most `limit` tokens that meet `where`, newest first. */
export function selectTokens(tx: Tx, where: SQL | undefined, limit: number): Promise<TokenRecord[]> {
  return tx
    .select({ token: TOKEN, tenant: TENANT })
    .from(serviceTokens)
    .leftJoin(tenants, eq(tenants.id, serviceTokens.tenantId))
    .where(where)
    .orderBy(sql`${serviceTokens.createdAt} desc`, sql`${serviceTokens.id} desc`)
    .limit(limit);
}

/** Tokens that belong to a tenant, or, for null, to the platform itself. */
export function belongsTo(tenantId: Id<"ten"> | null): SQL {
  return tenantId ? eq(serviceTokens.tenantId, tenantId) : isNull(serviceTokens.tenantId);
}

/** Throws `not_found` for a token of somebody else, too. */
export async function readToken(tx: Tx, owner: SQL, tokenId: string): Promise<TokenRecord> {
  if (!isId("tok", tokenId)) throw notFound("token");
  const [record] = await selectTokens(tx, and(owner, eq(serviceTokens.id, tokenId)), 1);
  if (!record) throw notFound("token");
  return record;
}

/** Those after the cursor of the page before. */
export function afterCursor(cursor: string | null | undefined): SQL | undefined {
  const last = decodeCursor(cursor, (text) => isId("tok", text));
  if (!last) return undefined;
  const id = sql.param(last.id, serviceTokens.id);
  return sql`(${serviceTokens.createdAt}, ${serviceTokens.id}) < (${sql.param(last.at, serviceTokens.createdAt)}, ${id})`;
}
