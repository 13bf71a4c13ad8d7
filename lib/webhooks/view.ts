// Endpoints and deliveries as they are shown: never a secret.
import { z } from "zod";
import type { webhookAttempts, webhookDeliveries, webhookEndpoints } from "#db/schema/index.ts";
import { DELIVERY_STATUSES, ENDPOINT_KINDS, type HookSecretState } from "#lib/shared/webhooks.ts";

const time = z.iso.datetime();

export const EndpointView = z.strictObject({
  id: z.string(),
  kind: z.enum(ENDPOINT_KINDS),
  /** Where messages go; of a Slack address only its host. */
  url: z.string(),
  description: z.string(),
  /** Null for every type. */
  types: z.array(z.string()).nullable(),
  enabled: z.boolean(),
  disabledAt: time.nullable(),
  /** person: somebody said so. gone: it answered 410. failing: it took nothing for days. */
  disabledReason: z.enum(["person", "gone", "failing"]).nullable(),
  /** Since when nothing was taken. */
  failingSince: time.nullable(),
  /** arriving: it is being taken in, within seconds. lost: it has to be rotated. */
  secretState: z.enum(["ready", "arriving", "lost"]),
  /** Until when messages carry a signature by the old secret too. */
  oldSecretEndsAt: time.nullable(),
  createdAt: time,
  createdBy: z.string(),
  updatedAt: time,
});
export type EndpointView = z.infer<typeof EndpointView>;

/** The only time that `secret` is ever sent; null where the address itself is the secret. */
export const EndpointWithSecret = EndpointView.extend({ secret: z.string().nullable() });
export type EndpointWithSecret = z.infer<typeof EndpointWithSecret>;

export const DeliveryView = z.strictObject({
  id: z.string(),
  /** The `webhook-id`, the same in every attempt. */
  messageId: z.string(),
  type: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  test: z.boolean(),
  attempts: z.int(),
  createdAt: time,
  /** When it is tried next; null when it is over. */
  dueAt: time.nullable(),
  finishedAt: time.nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveryDetail = DeliveryView.extend({
  /** The body of the message, as it is signed. */
  body: z.string(),
  log: z.array(
    z.strictObject({
      number: z.int(),
      at: time,
      latencyMs: z.int(),
      status: z.int().nullable(),
      error: z.string().nullable(),
      /** The first bytes of the answer, without anything that looks like a secret. */
      answer: z.string(),
    }),
  ),
});
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;

export type EndpointRow = typeof webhookEndpoints.$inferSelect;
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
type AttemptRow = typeof webhookAttempts.$inferSelect;

/** An endpoint with what is known of its secrets, newest first. */
export interface EndpointRecord {
  endpoint: EndpointRow;
  secrets: readonly { version: number; state: HookSecretState; expiresAt: Date | null }[];
}

const STATE = { stored: "ready", sealed: "arriving", lost: "lost" } as const;

export function toEndpointView({ endpoint, secrets }: EndpointRecord, now: Date): EndpointView {
  const newest = secrets[0]?.state ?? "lost";
  const old = secrets.find(({ expiresAt }) => expiresAt && expiresAt > now);
  return {
    id: endpoint.id,
    kind: endpoint.kind,
    url: endpoint.url,
    description: endpoint.description,
    types: endpoint.types,
    enabled: endpoint.disabledAt === null,
    disabledAt: endpoint.disabledAt?.toISOString() ?? null,
    disabledReason: endpoint.disabledReason,
    failingSince: endpoint.failingSince?.toISOString() ?? null,
    secretState: STATE[newest],
    oldSecretEndsAt: old?.expiresAt?.toISOString() ?? null,
    createdAt: endpoint.createdAt.toISOString(),
    createdBy: endpoint.createdByLabel,
    updatedAt: endpoint.updatedAt.toISOString(),
  };
}

export function toDeliveryView(row: Omit<DeliveryRow, "body">): DeliveryView {
  return {
    id: row.id,
    messageId: row.eventId,
    type: row.type,
    status: row.status,
    test: row.test,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    lastStatus: row.lastStatus,
    lastError: row.lastError,
  };
}

export function toDeliveryDetail(row: DeliveryRow, attempts: readonly AttemptRow[]): DeliveryDetail {
  const log = attempts.map(({ number, at, latencyMs, status, error, answer }) => ({
    number,
    at: at.toISOString(),
    latencyMs,
    status,
    error,
    answer,
  }));
  return { ...toDeliveryView(row), body: row.body, log };
}
