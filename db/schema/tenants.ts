// Customers, who belongs to them, and the plans that give their keys defaults.
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { UsagePrices } from "#lib/shared/billing.ts";
import type { PlanGateway } from "#lib/shared/gateway.ts";
import type { Limit, PerRequest } from "#lib/shared/limits.ts";
import type { Role } from "#lib/shared/permissions.ts";
import { bytes, idColumn, moment } from "./columns.ts";
import { users } from "./people.ts";

/** Named sets of defaults. A directory table: plans belong to the platform. */
export const plans = pgTable(
  "plans",
  {
    id: idColumn("pln", "id").primaryKey(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    scopes: text("scopes").array().notNull(),
    limits: jsonb("limits").$type<Limit[]>().notNull(),
    perRequest: jsonb("per_request").$type<PerRequest>().notNull(),
    /** Language models and who pays for them. */
    gateway: jsonb("gateway").$type<PlanGateway>().notNull().default({}),
    /** Longest life of a key, in days. */
    maxExpiryDays: integer("max_expiry_days").notNull(),
    allowsNeverExpiring: boolean("allows_never_expiring").notNull(),
    /** How long keys go on being accepted, as they were last known, while the database cannot be asked. */
    staleOkSeconds: integer("stale_ok_seconds").notNull().default(0),
    /** Amounts per meter and month that the price includes. */
    included: jsonb("included").$type<Record<string, number>>().notNull(),
    /** What a month costs, whatever is used, in micros of a dollar. */
    monthlyMicros: bigint("monthly_micros", { mode: "number" }).notNull().default(0),
    /** What is used beyond what is included costs so much; a meter that is not here costs nothing. */
    usagePrices: jsonb("usage_prices").$type<UsagePrices>().notNull().default({}),
    /** The plan of tenants that are created without naming one. */
    isDefault: boolean("is_default").notNull().default(false),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    uniqueIndex("plans_slug").on(table.slug),
    uniqueIndex("plans_one_default").on(table.isDefault).where(sql`${table.isDefault}`),
  ],
);

/** Named sets of scopes that forms offer. A directory table. */
export const scopePresets = pgTable("scope_presets", {
  name: text("name").primaryKey(),
  description: text("description").notNull(),
  scopes: text("scopes").array().notNull(),
  position: integer("position").notNull(),
});

export const tenants = pgTable(
  "tenants",
  {
    id: idColumn("ten", "id").primaryKey(),
    /** A slug that services receive; unique, never reused. */
    clientId: text("client_id").notNull(),
    name: text("name").notNull(),
    planId: idColumn("pln", "plan_id")
      .notNull()
      .references(() => plans.id),
    timeZone: text("time_zone").notNull().default("UTC"),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    suspendedAt: moment("suspended_at"),
    suspendedReason: text("suspended_reason"),
  },
  (table) => [
    uniqueIndex("tenants_client_id").on(table.clientId),
    index("tenants_plan").on(table.planId),
    index("tenants_newest").on(table.createdAt.desc(), table.id.desc()),
  ],
);

export const members = pgTable(
  "members",
  {
    tenantId: idColumn("ten", "tenant_id")
      .notNull()
      .references(() => tenants.id),
    userId: idColumn("usr", "user_id")
      .notNull()
      .references(() => users.id),
    role: text("role").$type<Role>().notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.userId] }),
    index("members_user").on(table.userId),
  ],
);

export const invitations = pgTable(
  "invitations",
  {
    tenantId: idColumn("ten", "tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: idColumn("inv", "id").notNull(),
    email: text("email").notNull(),
    role: text("role").$type<Role>().notNull(),
    tokenDigest: bytes("token_digest").notNull(),
    invitedBy: idColumn("usr", "invited_by").references(() => users.id),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    acceptedAt: moment("accepted_at"),
    withdrawnAt: moment("withdrawn_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("invitations_token").on(table.tokenDigest),
  ],
);
