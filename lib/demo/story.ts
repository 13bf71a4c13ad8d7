// What the demo tells about a customer: plain data, in days before now. Everything else follows from it.
import type { CreateKeyInput } from "#lib/keys/schemas.ts";
import type { Permission, Role } from "#lib/shared/permissions.ts";

/** When in a day and a week there are calls. */
export type Shape = "office" | "consumer" | "steady" | "nightly" | "bursts";

export interface Traffic {
  /** Calls on an average day. */
  perDay: number;
  shape: Shape;
  /** The scopes that calls ask for; the first most often. */
  uses: readonly string[];
  addresses: readonly string[];
  agent: string;
  /** Share of calls that ask for what the key may not do. */
  strays?: number;
  /** Share of calls from an address that nobody knows. */
  strangers?: number;
  /** Days ago; left out, as long as the key exists. */
  since?: number;
  until?: number;
  /** Calls over and over while the incident lasts. */
  storms?: boolean;
}

export interface KeyStory extends CreateKeyInput {
  made: number;
  /** The first name of a member. */
  by: string;
  rotated?: { ago: number; graceDays: number };
  disabled?: number;
  revoked?: { ago: number; reason: string };
  traffic?: readonly Traffic[];
}

export interface Person {
  name: string;
  email: string;
  role: Role;
}

export interface TenantStory {
  clientId: string;
  name: string;
  plan: string;
  timeZone: string;
  made: number;
  suspended?: { ago: number; reason: string };
  /** The owner first: they invite the others. */
  people: readonly Person[];
  /** An invitation that nobody has accepted yet. */
  invited?: { email: string; role: Role; ago: number };
  /** Resources by the scope that they need. */
  api: Readonly<Record<string, readonly string[]>>;
  /** What a call spends beside itself, by scope: up to `most` of a meter. */
  units?: Readonly<Record<string, { meter: string; most: number }>>;
  tokens?: readonly { name: string; permissions: readonly Permission[]; made: number }[];
  keys: readonly KeyStory[];
}

/** Days before now from when on there are calls: with today that makes the ninety days of a chart, and none before. */
export const USAGE_DAYS = 89;

/** A client went wild and the database was slow. */
export const INCIDENT = { ago: 9.4, hours: 3 } as const;
