// People, their sign-ins, and the single-use links that let them in. Directory tables: they belong to no tenant.

import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { PlatformRole } from "#lib/shared/permissions.ts";
import { bytes, idColumn, moment } from "./columns.ts";

export const users = pgTable(
  "users",
  {
    id: idColumn("usr", "id").primaryKey(),
    /** Lower case; unique over the whole installation. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** argon2id in PHC form; null for people who only sign in through a provider. */
    passwordHash: text("password_hash"),
    platformRole: text("platform_role").$type<PlatformRole>(),
    timeZone: text("time_zone"),
    createdAt: moment("created_at").notNull(),
    disabledAt: moment("disabled_at"),
  },
  (table) => [uniqueIndex("users_email").on(table.email)],
);

/** An identity at GitHub, Google or an OIDC provider that signs a user in. */
export const identities = pgTable(
  "identities",
  {
    provider: text("provider").notNull(),
    subject: text("subject").notNull(),
    userId: idColumn("usr", "user_id")
      .notNull()
      .references(() => users.id),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.subject] }),
    index("identities_user").on(table.userId),
  ],
);

export const sessions = pgTable(
  "sessions",
  {
    id: idColumn("ses", "id").primaryKey(),
    /** SHA-256 of the 256 random bits in the cookie. */
    tokenDigest: bytes("token_digest").notNull(),
    userId: idColumn("usr", "user_id")
      .notNull()
      .references(() => users.id),
    createdAt: moment("created_at").notNull(),
    seenAt: moment("seen_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    /** When the password was last asked for; sensitive acts want it fresh. */
    provedAt: moment("proved_at").notNull(),
    endedAt: moment("ended_at"),
    ip: text("ip"),
    userAgent: text("user_agent"),
  },
  (table) => [uniqueIndex("sessions_token").on(table.tokenDigest), index("sessions_user").on(table.userId)],
);

/** Failed sign-ins per account, address or known device; the next try is allowed at `blockedUntil`. */
export const signInThrottles = pgTable("sign_in_throttles", {
  bucket: text("bucket").primaryKey(),
  failures: integer("failures").notNull(),
  blockedUntil: moment("blocked_until").notNull(),
  updatedAt: moment("updated_at").notNull(),
});

/** A single-use link that makes the first admin, invites platform staff, or resets a password. */
export const oneTimeLinks = pgTable(
  "one_time_links",
  {
    id: idColumn("link", "id").primaryKey(),
    purpose: text("purpose").$type<"first_admin" | "platform_invitation" | "password_reset">().notNull(),
    tokenDigest: bytes("token_digest").notNull(),
    userId: idColumn("usr", "user_id").references(() => users.id),
    email: text("email"),
    platformRole: text("platform_role").$type<PlatformRole>(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [uniqueIndex("one_time_links_token").on(table.tokenDigest)],
);

/** Mail that is to be sent, was sent, or, without SMTP, is kept for the admin to read. */
export const mails = pgTable(
  "mails",
  {
    id: idColumn("mail", "id").primaryKey(),
    recipient: text("recipient").notNull(),
    kind: text("kind").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    html: text("html").notNull(),
    createdAt: moment("created_at").notNull(),
    sentAt: moment("sent_at"),
    attempts: integer("attempts").notNull().default(0),
    /** Not before then; null for at once. */
    nextAttemptAt: moment("next_attempt_at"),
    failed: boolean("failed").notNull().default(false),
    error: text("error"),
  },
  (table) => [index("mails_waiting").on(table.createdAt).where(sql`sent_at is null and not failed`)],
);
