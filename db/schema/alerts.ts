// What people are told of: rules, alerts that they opened, what is muted, and where each key was used from.
// The platform's own stand under PLATFORM_TENANT.
import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { AlertChannels, AlertKind, AlertSettings, AlertSeverity } from "#lib/shared/alerts.ts";
import { idColumn, moment } from "./columns.ts";

/** What differs from the defaults, and rules of a tenant's own. A rule that comes with the product is called by its kind. */
export const alertRules = pgTable(
  "alert_rules",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: text("id").notNull(),
    kind: text("kind").$type<AlertKind>().notNull(),
    name: text("name").notNull(),
    enabled: boolean("enabled").notNull(),
    severity: text("severity").$type<AlertSeverity>().notNull(),
    settings: jsonb("settings").$type<AlertSettings>().notNull(),
    channels: jsonb("channels").$type<AlertChannels>().notNull(),
    createdAt: moment("created_at").notNull(),
    createdByLabel: text("created_by_label").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** One row for each rule, subject and period in which the rule's condition held. */
export const alerts = pgTable(
  "alerts",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("alt", "id").notNull(),
    rule: text("rule").notNull(),
    kind: text("kind").$type<AlertKind>().notNull(),
    severity: text("severity").$type<AlertSeverity>().notNull(),
    /** What it is about: "tenant", "platform", "key_…", "cred_…", "node_…", "key_… name of a limit". */
    subject: text("subject").notNull(),
    subjectLabel: text("subject_label").notNull(),
    keyId: idColumn("key", "key_id"),
    period: text("period").notNull(),
    title: text("title").notNull(),
    /** What happened, in one sentence. */
    text: text("text").notNull(),
    /** The page that shows it, below the area's address: "/keys/key_…/requests". */
    path: text("path").notNull(),
    firing: boolean("firing").notNull(),
    /** Whether it was muted when it opened, and so told to nobody. */
    muted: boolean("muted").notNull(),
    /** Whether somebody tried the rule. */
    test: boolean("test").notNull().default(false),
    openedAt: moment("opened_at").notNull(),
    /** When the condition was last found to hold. */
    seenAt: moment("seen_at").notNull(),
    resolvedAt: moment("resolved_at"),
    /** Who resolved it; null when it ended by itself. */
    resolvedByLabel: text("resolved_by_label"),
    acknowledgedAt: moment("acknowledged_at"),
    acknowledgedByLabel: text("acknowledged_by_label"),
    note: text("note"),
    /** How often the condition came back within the period. */
    returns: integer("returns").notNull().default(0),
    /** Waits to be told of by mail. */
    mailDue: boolean("mail_due").notNull().default(false),
    mailedAt: moment("mailed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("alerts_once").on(table.tenantId, table.rule, table.subject, table.period),
    index("alerts_newest").on(table.tenantId, table.openedAt.desc(), table.id.desc()),
    index("alerts_firing").on(table.tenantId).where(sql`${table.firing}`),
    index("alerts_mail_due").on(table.tenantId, table.openedAt).where(sql`${table.mailDue}`),
    index("alerts_mailed").on(table.tenantId, table.mailedAt),
  ],
);

/** What nobody wants to be told of until a moment: a rule, a subject, or both; "*" stands for all. */
export const alertMutes = pgTable(
  "alert_mutes",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    rule: text("rule").notNull(),
    subject: text("subject").notNull(),
    until: moment("until").notNull(),
    createdAt: moment("created_at").notNull(),
    createdByLabel: text("created_by_label").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.rule, table.subject] })],
);

/** Networks that a key was used from: /24 of IPv4, /48 of IPv6. Bounded, and swept. */
export const keyNetworks = pgTable(
  "key_networks",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    network: text("network").notNull(),
    firstAt: moment("first_at").notNull(),
    lastAt: moment("last_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.keyId, table.network] }),
    index("key_networks_first").on(table.firstAt),
    index("key_networks_last").on(table.lastAt),
  ],
);

/** Up to which moment something was read. */
export const alertProgress = pgTable("alert_progress", {
  name: text("name").primaryKey(),
  at: moment("at").notNull(),
});
