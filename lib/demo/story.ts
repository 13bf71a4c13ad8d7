// What the demo tells about a customer: plain data, in days before now. Everything else follows from it.
import type { CreateKeyInput } from "#lib/keys/schemas.ts";
import type { CheckState } from "#lib/shared/credential-states.ts";
import type { Payer } from "#lib/shared/gateway.ts";
import type { Permission, Role } from "#lib/shared/permissions.ts";
import type { ProviderId } from "#lib/shared/providers.ts";
import type { EndpointKind, EventType } from "#lib/shared/webhooks.ts";

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
  /** Calls to language models, the first most often, instead of those of an API. */
  models?: readonly ModelStory[];
}

export interface ModelStory {
  provider: ProviderId;
  model: string;
  payer: Payer;
  /** The label of the credential that is spent, of the tenant or, where that pays, of the platform. */
  credential?: string;
  /** Tokens of a usual prompt and of a usual answer. */
  prompt: number;
  answer: number;
  /** Share of the prompt that is read from the provider's cache, and of the answer that is thinking. */
  cached?: number;
  thinks?: number;
  /** From so many days ago on, the provider refuses every call with this status. */
  fails?: { since: number; status: number };
}

export interface KeyStory extends CreateKeyInput {
  made: number;
  /** The first name of a member. */
  by: string;
  rotated?: { ago: number; graceDays: number };
  disabled?: number;
  revoked?: { ago: number; reason: string };
  /** What the customer itself reports as used, a few times a day: up to `most` of a meter. */
  reported?: { meter: string; most: number };
  /** Its secret follows from the pepper, so that it can be reported. The first place is found then, each next a day later. */
  leaked?: { ago: number; places: readonly { url: string; source: string }[] };
  traffic?: readonly Traffic[];
}

export interface CredentialStory {
  provider: ProviderId;
  label: string;
  baseUrl?: string;
  made: number;
  /** What its last check found, so many days ago. */
  check: { ago: number; state: CheckState; detail: string | null; latencyMs: number | null };
}

export interface EndpointStory {
  kind: EndpointKind;
  url: string;
  description: string;
  /** Left out: every type. */
  types?: readonly EventType[];
  made: number;
  /** Days ago; it takes nothing in between. */
  down?: { since: number; until: number; status: number | null; error: string };
  /** Somebody switched it off. */
  off?: boolean;
}

export interface ReportStory {
  title: string;
  search: string;
  made: number;
  expiresInDays: number;
  frozen?: boolean;
  namesKeys?: boolean;
  /** How often the link was opened, the last time so many days ago. */
  opened?: { times: number; ago: number };
  revoked?: number;
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
  credentials?: readonly CredentialStory[];
  endpoints?: readonly EndpointStory[];
  reports?: readonly ReportStory[];
  keys: readonly KeyStory[];
}

/** Days before now from when on there are calls: with today that makes the ninety days of a chart, and none before. */
export const USAGE_DAYS = 89;

/** A node could not reach the database: what it had counted was stored late. */
export const AWAY = { ago: 16.4, hours: 7 } as const;

/** A client went wild and the database was slow. */
export const INCIDENT = { ago: 9.4, hours: 3 } as const;
