// Events that are told to addresses of tenants and of the platform, and what came of each telling.
import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { DeliveryStatus, DisabledReason, EndpointKind, HookSecretState } from "#lib/shared/webhooks.ts";
import { bytes, idColumn, moment } from "./columns.ts";

/** What happened, written in the transaction in which it did. Those of the platform stand under PLATFORM_TENANT. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    /** The `webhook-id` of every message that tells of it. */
    id: idColumn("msg", "id").notNull(),
    type: text("type").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    createdAt: moment("created_at").notNull(),
    /** When it was handed to the endpoints that want it. */
    dispatchedAt: moment("dispatched_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("webhook_events_waiting").on(table.id).where(sql`${table.dispatchedAt} is null`),
    index("webhook_events_created").on(table.createdAt),
  ],
);

export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("hook", "id").notNull(),
    kind: text("kind").$type<EndpointKind>().notNull(),
    /** Where messages go; of a Slack address, which is a secret itself, only what may be shown. */
    url: text("url").notNull(),
    description: text("description").notNull(),
    /** Null for every type, those to come included. */
    types: text("types").array(),
    createdAt: moment("created_at").notNull(),
    createdByLabel: text("created_by_label").notNull(),
    updatedAt: moment("updated_at").notNull(),
    disabledAt: moment("disabled_at"),
    disabledReason: text("disabled_reason").$type<DisabledReason>(),
    /** Since when nothing was taken; null when the last message was. */
    failingSince: moment("failing_since"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("webhook_endpoints_newest").on(table.tenantId, table.createdAt.desc(), table.id.desc()),
  ],
);

/** What signs an endpoint's messages, or the whole address where that is the secret. Two while one is replaced. */
export const webhookSecrets = pgTable(
  "webhook_secrets",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    endpointId: idColumn("hook", "endpoint_id").notNull(),
    version: integer("version").notNull(),
    state: text("state").$type<HookSecretState>().notNull(),
    /** As it was sealed, until the api has taken it in. */
    sealed: bytes("sealed"),
    sealingKeyId: idColumn("seal", "sealing_key_id"),
    /** Encrypted under the tenant's key of that version. */
    tenantKeyVersion: integer("tenant_key_version"),
    ciphertext: bytes("ciphertext"),
    createdAt: moment("created_at").notNull(),
    /** The end of a rotation's overlap; null for the newest. */
    expiresAt: moment("expires_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.endpointId, table.version] }),
    foreignKey({
      columns: [table.tenantId, table.endpointId],
      foreignColumns: [webhookEndpoints.tenantId, webhookEndpoints.id],
    }).onDelete("cascade"),
    index("webhook_secrets_sealed").on(table.createdAt).where(sql`${table.state} = 'sealed'`),
  ],
);

/** One event for one endpoint. It holds all that is sent, so that a repeat is the same to the byte. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("dlv", "id").notNull(),
    endpointId: idColumn("hook", "endpoint_id").notNull(),
    /** Of whichever tenant the event is. */
    eventId: idColumn("msg", "event_id").notNull(),
    type: text("type").notNull(),
    /** The body of the message, as it is signed. */
    body: text("body").notNull(),
    status: text("status").$type<DeliveryStatus>().notNull(),
    createdAt: moment("created_at").notNull(),
    /** When it is tried next; a while ahead while somebody is at it. Null when it is over. */
    dueAt: moment("due_at"),
    /** How often it was tried since it was made or replayed: what the schedule goes by. */
    tries: integer("tries").notNull().default(0),
    /** How often it was tried in all. */
    attempts: integer("attempts").notNull().default(0),
    finishedAt: moment("finished_at"),
    lastStatus: integer("last_status"),
    lastError: text("last_error"),
    /** Whether somebody asked for it, to try an endpoint out. */
    test: boolean("test").notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({
      columns: [table.tenantId, table.endpointId],
      foreignColumns: [webhookEndpoints.tenantId, webhookEndpoints.id],
    }).onDelete("cascade"),
    uniqueIndex("webhook_deliveries_once").on(table.tenantId, table.endpointId, table.eventId),
    index("webhook_deliveries_newest").on(
      table.tenantId,
      table.endpointId,
      table.createdAt.desc(),
      table.id.desc(),
    ),
    index("webhook_deliveries_due").on(table.dueAt).where(sql`${table.dueAt} is not null`),
    index("webhook_deliveries_created").on(table.createdAt),
  ],
);

export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    deliveryId: idColumn("dlv", "delivery_id").notNull(),
    number: integer("number").notNull(),
    at: moment("at").notNull(),
    latencyMs: integer("latency_ms").notNull(),
    /** Null when there was no answer. */
    status: integer("status"),
    /** Why there was none, in a word. */
    error: text("error"),
    /** The first bytes of the answer, without anything that looks like a secret. */
    answer: text("answer").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.deliveryId, table.number] }),
    foreignKey({
      columns: [table.tenantId, table.deliveryId],
      foreignColumns: [webhookDeliveries.tenantId, webhookDeliveries.id],
    }).onDelete("cascade"),
  ],
);
