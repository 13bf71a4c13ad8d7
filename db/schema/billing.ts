// Invoices and what they are made from: who is billed, what was prepaid, and the numbers that were given.
// Money is in whole micros of a dollar.
import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type {
  Adjustment,
  CreditKind,
  Customer,
  InvoiceLine,
  InvoiceState,
  Seller,
} from "#lib/shared/billing.ts";
import { idColumn, moment } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** How the platform bills: one row, or none while nobody has said anything. A directory table. */
export const billingSettings = pgTable("billing_settings", {
  /** Always 1. */
  id: integer("id").primaryKey(),
  sellerName: text("seller_name").notNull(),
  sellerAddress: text("seller_address").notNull(),
  sellerTaxId: text("seller_tax_id").notNull(),
  numberPrefix: text("number_prefix").notNull(),
  taxName: text("tax_name").notNull(),
  taxBasisPoints: integer("tax_basis_points").notNull(),
  dueDays: integer("due_days").notNull(),
  graceDays: integer("grace_days").notNull(),
  footer: text("footer").notNull(),
  updatedAt: moment("updated_at").notNull(),
});

/** The last number that was given in each year. A directory table. */
export const invoiceNumbers = pgTable("invoice_numbers", {
  year: integer("year").primaryKey(),
  last: integer("last").notNull(),
});

/** Who is billed for a tenant. Its row is held while anything of the tenant's money changes. */
export const billingAccounts = pgTable(
  "billing_accounts",
  {
    tenantId: idColumn("ten", "tenant_id").primaryKey(),
    legalName: text("legal_name").notNull().default(""),
    address: text("address").notNull().default(""),
    taxId: text("tax_id").notNull().default(""),
    /** Where invoices go; the owners when empty. */
    email: text("email").notNull().default(""),
    /** Hundredths of a percent, instead of those of the platform. */
    taxBasisPoints: integer("tax_basis_points"),
    /** The last month ("2026-10") that is done with; null before the first. */
    settledMonth: text("settled_month"),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [foreignKey({ columns: [table.tenantId], foreignColumns: [tenants.id] })],
);

/** One for a tenant and a month. Once it is issued, nothing of what it says changes any more. */
export const invoices = pgTable(
  "invoices",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("bill", "id").notNull(),
    /** The calendar month that it is for, such as "2026-10", in the tenant's zone. */
    month: text("month").notNull(),
    periodStart: moment("period_start").notNull(),
    periodEnd: moment("period_end").notNull(),
    zone: text("zone").notNull(),
    state: text("state").$type<InvoiceState>().notNull(),
    /** Given when it is issued, without gaps. */
    number: text("number"),
    planSlug: text("plan_slug").notNull(),
    planName: text("plan_name").notNull(),
    lines: jsonb("lines").$type<InvoiceLine[]>().notNull(),
    adjustments: jsonb("adjustments").$type<Adjustment[]>().notNull(),
    /** Before tax. */
    subtotalMicros: bigint("subtotal_micros", { mode: "number" }).notNull(),
    taxMicros: bigint("tax_micros", { mode: "number" }).notNull(),
    /** With tax. */
    totalMicros: bigint("total_micros", { mode: "number" }).notNull(),
    /** What of the total was prepaid. */
    creditMicros: bigint("credit_micros", { mode: "number" }).notNull(),
    /** As they were when it was issued. */
    seller: jsonb("seller").$type<Seller>(),
    customer: jsonb("customer").$type<Customer>(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    issuedAt: moment("issued_at"),
    dueAt: moment("due_at"),
    paidAt: moment("paid_at"),
    paidReference: text("paid_reference"),
    voidedAt: moment("voided_at"),
    voidReason: text("void_reason"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId], foreignColumns: [tenants.id] }),
    uniqueIndex("invoices_month").on(table.tenantId, table.month),
    uniqueIndex("invoices_number").on(table.tenantId, table.number),
    index("invoices_newest").on(table.tenantId, table.createdAt.desc(), table.id.desc()),
    index("invoices_newest_of_all").on(table.createdAt.desc(), table.id.desc()),
    index("invoices_by_id").on(table.id),
    index("invoices_drafts").on(table.tenantId).where(sql`${table.state} = 'draft'`),
  ],
);

/** What was prepaid or given, and what became of it. Only grows; the sum is what is left, and never below nothing. */
export const creditEntries = pgTable(
  "credit_entries",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("crd", "id").notNull(),
    at: moment("at").notNull(),
    kind: text("kind").$type<CreditKind>().notNull(),
    /** Negative for what was spent or taken back. */
    micros: bigint("micros", { mode: "number" }).notNull(),
    note: text("note").notNull(),
    /** What it was applied to, or came back from. */
    invoiceId: idColumn("bill", "invoice_id"),
    byLabel: text("by_label").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId], foreignColumns: [tenants.id] }),
    foreignKey({
      columns: [table.tenantId, table.invoiceId],
      foreignColumns: [invoices.tenantId, invoices.id],
    }),
    index("credit_entries_newest").on(table.tenantId, table.at.desc(), table.id.desc()),
  ],
);
