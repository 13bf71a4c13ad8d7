// What Keyhold sends and takes, as JSON. Times are RFC 3339; durations carry their unit in the name.

export type Environment = "live" | "test";

export type Code =
  | "VALID"
  | "MALFORMED"
  | "NOT_FOUND"
  | "REVOKED"
  | "EXPIRED"
  | "DISABLED"
  | "TENANT_SUSPENDED"
  | "IP_NOT_ALLOWED"
  | "INSUFFICIENT_SCOPE"
  | "UNITS_EXCEED_MAX"
  | "RATE_LIMITED"
  | "QUOTA_EXCEEDED"
  | "LIMITER_UNAVAILABLE";

/** What is asked of a key. Only `key` is needed. */
export interface VerifyInput {
  key: string;
  /** All are required. */
  scopes?: readonly string[];
  /** Counts on the meter "requests"; 0 asks without spending. 1 when left out. */
  cost?: number;
  /** Amounts on other meters. */
  units?: Record<string, number>;
  /** What is called, for the usage charts. */
  resource?: string | null;
  /** The end caller's address. */
  ip?: string | null;
  userAgent?: string | null;
  tags?: readonly string[];
}

export interface LimitState {
  name: string;
  kind: "rate" | "quota";
  meter: string;
  limit: number;
  remaining: number;
  /** Null where waiting does not help. */
  resetMs: number | null;
}

/** A whole answer for whoever sent the key. */
export interface ReadyResponse {
  status: number;
  headers: Record<string, string>;
  body: Problem;
}

/** What Keyhold says of a key. What is not known is null, or empty. */
export interface Verdict {
  valid: boolean;
  code: Code;
  /** The HTTP status that the caller should be given. */
  status: number;
  requestId: string;
  keyId: string | null;
  secretId: string | null;
  name: string | null;
  environment: Environment | null;
  tenant: { id: string; clientId: string; name: string } | null;
  scopes: string[];
  metadata: Record<string, unknown>;
  expiresAt: string | null;
  demo: boolean;
  legacy: boolean;
  limits: LimitState[];
  /** Ready to be forwarded when the key is not good; else null. */
  response: ReadyResponse | null;
}

/** A problem document (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  requestId?: string;
  fields?: Record<string, string>;
}

/** One use of a key, as POST /v1/usage takes it. */
export interface UsageEvent {
  /** The same id again is not counted again. Made when it is left out. */
  id?: string;
  keyId?: string;
  key?: string;
  meter: string;
  quantity: number;
  at?: string;
  resource?: string;
  tags?: readonly string[];
}

export interface UsageResult {
  id: string;
  status: "accepted" | "duplicate" | "conflict" | "invalid";
  detail: string | null;
}

export interface Limit {
  name?: string;
  kind: "rate" | "quota";
  meter?: string;
  limit: number;
  window: "1s" | "1m" | "1h" | "1d" | "day" | "week" | "month" | "life";
  burst?: number;
  onFailure?: "local" | "closed" | "open";
}

/** Language models, within what the plan gives: `{ payer: "byok", models: ["openai/*"] }`. */
export interface KeyGateway {
  payer?: "byok" | "byok_then_managed" | "managed" | "request";
  models?: readonly string[] | null;
  aliases?: Record<string, string>;
  fallbacks?: Record<string, readonly string[]>;
  /** The ids of those that may be spent, in order. */
  credentials?: readonly string[];
}

export interface Key {
  id: string;
  name: string;
  tenant: { id: string; clientId: string; name: string };
  environment: Environment;
  prefix: string;
  last4: string;
  status: "active" | "rotating" | "disabled" | "expired" | "revoked";
  scopes: string[];
  limits: Required<Limit>[];
  perRequest: Record<string, number>;
  gateway: KeyGateway | null;
  ipAllow: string[];
  ownerEmail: string | null;
  tags: string[];
  metadata: Record<string, unknown>;
  demo: boolean;
  legacy: boolean;
  createdAt: string;
  updatedAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  disabledAt: string | null;
  revokedAt: string | null;
  revokedReason: string | null;
}

/** The only answer that holds the secret. */
export interface KeyWithSecret extends Key {
  secret: string;
}

export interface KeySettings {
  name?: string;
  scopes?: readonly string[] | null;
  limits?: readonly Limit[] | null;
  perRequest?: Record<string, number> | null;
  gateway?: KeyGateway | null;
  ipAllow?: readonly string[];
  ownerEmail?: string | null;
  tags?: readonly string[];
  metadata?: Record<string, unknown>;
  expiresAt?: string | null;
  expiresInDays?: number | null;
}

export interface CreateKeyInput extends KeySettings {
  /** Its id or client id. A tenant's own token may leave it out. */
  tenant?: string;
  name: string;
  environment?: Environment;
  demo?: boolean;
  /** A secret that was chosen, of 16 to 512 characters. */
  secret?: string;
}

export interface Tenant {
  id: string;
  clientId: string;
  name: string;
  plan: { id: string; slug: string; name: string };
  timeZone: string;
  status: "active" | "suspended";
  suspendedAt: string | null;
  suspendedReason: string | null;
  keyCount: number;
  memberCount: number;
  createdAt: string;
  updatedAt: string;
}

export type ProviderId =
  | "openai"
  | "anthropic"
  | "gemini"
  | "mistral"
  | "groq"
  | "openrouter"
  | "deepseek"
  | "azure-openai"
  | "openai-compatible";

/** What lets whoever asked for it seal one provider key, once, within an hour. Nothing in it is secret. */
export interface SealTicket {
  tenant: string;
  credential: string;
  /** The service token that asked, and that has to hand the sealed key in. */
  user: string;
  nonce: string;
  keys: { kid: string; suite: "x25519" | "p256"; publicKey: string }[];
  expiresAt: string;
}

/** A provider key, sealed; or as it is, over a connection that you trust. */
export type EnteredKey =
  | { sealed: string; nonce: string; secret?: undefined }
  | { secret: string; sealed?: undefined; nonce?: undefined };

export type AddCredentialInput = EnteredKey & {
  /** Its id or client id. Left out: a tenant token's own, else the platform's. */
  tenant?: string;
  provider: ProviderId;
  label: string;
  /** For azure-openai and openai-compatible. */
  baseUrl?: string;
};

export type ReplaceCredentialInput = EnteredKey & {
  tenant?: string;
  baseUrl?: string;
  /** Keeps the old key in use until the new one is made current. */
  beside?: boolean;
};

/** A provider key without the key. */
export interface Credential {
  id: string;
  provider: ProviderId;
  label: string;
  baseUrl: string;
  last4: string | null;
  /** The same for the same key within a tenant. */
  fingerprint: string | null;
  /** pending: waits to be taken in. refused: did not open, enter it again. unchecked: not tried yet. The rest is what a try came to. */
  state:
    | "pending"
    | "refused"
    | "unchecked"
    | "ok"
    | "invalid"
    | "out_of_quota"
    | "unreachable"
    | "undecryptable";
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  removedAt: string | null;
  /** Newest first; two while one is rolled over. */
  versions: CredentialVersion[];
}

export interface CredentialVersion {
  version: number;
  role: "current" | "next" | "previous";
  state: "sealed" | "stored" | "refused" | "ended";
  baseUrl: string;
  last4: string | null;
  fingerprint: string | null;
  createdAt: string;
  createdBy: string;
  storedAt: string | null;
  check: {
    state: string | null;
    detail: string | null;
    latencyMs: number | null;
    checkedAt: string | null;
    running: boolean;
  };
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface Changes {
  seq: number;
  all: boolean;
  keys: string[];
  tenants: string[];
  ageMs: number | null;
}
