// Endpoints and what they were sent, as they are stored.
import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import {
  webhookDeliveries as deliveries,
  webhookEndpoints as endpoints,
  sealingKeys,
  webhookSecrets as secrets,
  webhookAttempts,
} from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import { decodeCursor } from "#lib/core/page.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { DeliveryRow, EndpointRecord, EndpointRow } from "./view.ts";

const { body: _body, ...DELIVERY } = getTableColumns(deliveries);
const SECRET = {
  endpointId: secrets.endpointId,
  version: secrets.version,
  state: secrets.state,
  expiresAt: secrets.expiresAt,
};

/** At most `limit` endpoints of the tenant, newest first. */
export async function selectEndpoints(
  tx: Tx,
  tenantId: Id<"ten">,
  where: SQL | undefined,
  limit: number,
): Promise<EndpointRecord[]> {
  const rows = await tx
    .select()
    .from(endpoints)
    .where(and(eq(endpoints.tenantId, tenantId), where))
    .orderBy(sql`${endpoints.createdAt} desc nulls last`, sql`${endpoints.id} desc nulls last`)
    .limit(limit);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const known = await tx
    .select(SECRET)
    .from(secrets)
    .where(and(eq(secrets.tenantId, tenantId), inArray(secrets.endpointId, ids)))
    .orderBy(desc(secrets.version));
  const byEndpoint = Map.groupBy(known, ({ endpointId }) => endpointId);
  return rows.map((endpoint) => ({ endpoint, secrets: byEndpoint.get(endpoint.id) ?? [] }));
}

/** Throws `not_found` for one that is missing or another's. */
export async function readEndpoint(tx: Tx, tenantId: Id<"ten">, id: string): Promise<EndpointRecord> {
  if (!isId("hook", id)) throw notFound("endpoint");
  const [record] = await selectEndpoints(tx, tenantId, eq(endpoints.id, id), 1);
  if (!record) throw notFound("endpoint");
  return record;
}

/** As readEndpoint(), and holds its row until the transaction ends. */
export async function lockEndpoint(tx: Tx, tenantId: Id<"ten">, id: string): Promise<EndpointRecord> {
  if (!isId("hook", id)) throw notFound("endpoint");
  await tx
    .select({ id: endpoints.id })
    .from(endpoints)
    .where(and(eq(endpoints.tenantId, tenantId), eq(endpoints.id, id)))
    .for("no key update");
  return readEndpoint(tx, tenantId, id);
}

export async function countEndpoints(tx: Tx, tenantId: Id<"ten">): Promise<number> {
  return tx.$count(endpoints, eq(endpoints.tenantId, tenantId));
}

export async function writeEndpoint(
  tx: Tx,
  { tenantId, id }: Pick<EndpointRow, "tenantId" | "id">,
  change: Partial<typeof endpoints.$inferInsert>,
): Promise<void> {
  await tx
    .update(endpoints)
    .set(change)
    .where(and(eq(endpoints.tenantId, tenantId), eq(endpoints.id, id)));
}

/** Ends the messages that wait for an endpoint, because it is sent nothing any more. */
export async function endWaiting(
  tx: Tx,
  { tenantId, id }: Pick<EndpointRow, "tenantId" | "id">,
  now: Date,
): Promise<void> {
  await tx
    .update(deliveries)
    .set({ status: "failed", dueAt: null, finishedAt: now, lastError: "the endpoint was disabled" })
    .where(
      and(eq(deliveries.tenantId, tenantId), eq(deliveries.endpointId, id), eq(deliveries.status, "waiting")),
    );
}

/** At most `limit` deliveries of an endpoint, newest first, without their bodies. */
export function selectDeliveries(
  tx: Tx,
  { tenantId, id }: Pick<EndpointRow, "tenantId" | "id">,
  where: SQL | undefined,
  limit: number,
): Promise<Omit<DeliveryRow, "body">[]> {
  return tx
    .select(DELIVERY)
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.endpointId, id), where))
    .orderBy(sql`${deliveries.createdAt} desc nulls last`, sql`${deliveries.id} desc nulls last`)
    .limit(limit);
}

/** Throws `not_found` for one that is missing or of another endpoint. */
export async function readDelivery(
  tx: Tx,
  tenantId: Id<"ten">,
  { endpointId, deliveryId }: { endpointId: string; deliveryId: string },
): Promise<DeliveryRow> {
  if (!isId("hook", endpointId) || !isId("dlv", deliveryId)) throw notFound("delivery");
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(deliveries.id, deliveryId),
        eq(deliveries.endpointId, endpointId),
      ),
    );
  if (!row) throw notFound("delivery");
  return row;
}

export function attemptsOf(tx: Tx, { tenantId, id }: Pick<DeliveryRow, "tenantId" | "id">) {
  return tx
    .select()
    .from(webhookAttempts)
    .where(and(eq(webhookAttempts.tenantId, tenantId), eq(webhookAttempts.deliveryId, id)))
    .orderBy(asc(webhookAttempts.number));
}

/** The public key of the api that lives longest; null when no api process has run for a day. */
export async function newestSealingKey(tx: Tx, now: Date) {
  const [key] = await tx
    .select({
      id: sealingKeys.id,
      suite: sealingKeys.suite,
      publicKey: sealingKeys.publicKey,
      expiresAt: sealingKeys.expiresAt,
    })
    .from(sealingKeys)
    .where(and(gt(sealingKeys.expiresAt, now), eq(sealingKeys.suite, "x25519")))
    .orderBy(desc(sealingKeys.expiresAt))
    .limit(1);
  return key ?? null;
}

/** The secrets by which messages of an endpoint are signed now, newest first. */
export function liveSecrets(tx: Tx, { tenantId, id }: Pick<EndpointRow, "tenantId" | "id">, now: Date) {
  return tx
    .select()
    .from(secrets)
    .where(
      and(
        eq(secrets.tenantId, tenantId),
        eq(secrets.endpointId, id),
        or(isNull(secrets.expiresAt), gt(secrets.expiresAt, now)),
      ),
    )
    .orderBy(desc(secrets.version));
}

export const afterEndpoint = (cursor: string | null | undefined) =>
  after(cursor, "hook", sql`(${endpoints.createdAt}, ${endpoints.id})`, (last) => [
    sql.param(last.at, endpoints.createdAt),
    sql.param(last.id, endpoints.id),
  ]);

export const afterDelivery = (cursor: string | null | undefined) =>
  after(cursor, "dlv", sql`(${deliveries.createdAt}, ${deliveries.id})`, (last) => [
    sql.param(last.at, deliveries.createdAt),
    sql.param(last.id, deliveries.id),
  ]);

function after(
  cursor: string | null | undefined,
  prefix: "hook" | "dlv",
  columns: SQL,
  values: (last: { at: Date; id: string }) => [unknown, unknown],
): SQL | undefined {
  const last = decodeCursor(cursor, (text) => isId(prefix, text));
  if (!last) return undefined;
  const [at, id] = values(last);
  return sql`${columns} < (${at}, ${id})`;
}
