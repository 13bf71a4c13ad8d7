// A key as it is shown: everything about it but what could be used as it.
import { z } from "zod";
import type { keys, secrets } from "#db/schema/index.ts";
import { keyGatewayInput } from "#lib/plans/gateway-schemas.ts";
import { LimitView, limitsInForce } from "#lib/plans/limit-schemas.ts";
import { KEY_STATUSES, type KeyStatus } from "#lib/shared/key-status.ts";
import { ENVIRONMENTS } from "#lib/shared/outcomes.ts";

const time = z.iso.datetime();

export const SecretView = z.strictObject({
  id: z.string(),
  /** The shown beginning; empty for a chosen secret. */
  prefix: z.string(),
  last4: z.string(),
  createdAt: time,
  /** The end of a rotation's overlap; null for the current secret. */
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
});
export type SecretView = z.infer<typeof SecretView>;

export const KeyView = z.strictObject({
  id: z.string(),
  name: z.string(),
  tenant: z.strictObject({ id: z.string(), clientId: z.string(), name: z.string() }),
  environment: z.enum(ENVIRONMENTS),
  /** Of the current secret. */
  prefix: z.string(),
  last4: z.string(),
  status: z.enum(KEY_STATUSES),
  /** What holds now, whether the key's own or the plan's. */
  scopes: z.array(z.string()),
  limits: z.array(LimitView),
  perRequest: z.record(z.string(), z.int()),
  /** What it says of language models itself; null for nothing but what the plan says. */
  gateway: keyGatewayInput.nullable(),
  /** Which of them come from the plan. */
  inherits: z.strictObject({ scopes: z.boolean(), limits: z.boolean(), perRequest: z.boolean() }),
  ipAllow: z.array(z.string()),
  ownerEmail: z.string().nullable(),
  tags: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
  demo: z.boolean(),
  legacy: z.boolean(),
  createdAt: time,
  createdBy: z.strictObject({ id: z.string(), label: z.string() }),
  updatedAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
  disabledAt: time.nullable(),
  revokedAt: time.nullable(),
  revokedReason: z.string().nullable(),
  /** Those that still work, newest first; two while a rotation overlaps. */
  secrets: z.array(SecretView),
});
export type KeyView = z.infer<typeof KeyView>;

/** The answer to making or rotating a key: the only time that `secret` is ever sent. */
export const KeyWithSecret = KeyView.extend({ secret: z.string() });
export type KeyWithSecret = z.infer<typeof KeyWithSecret>;

export type KeyRow = typeof keys.$inferSelect;
/** A secret without its digest and hash. */
export type SecretRow = Pick<
  typeof secrets.$inferSelect,
  "id" | "keyId" | "prefix" | "last4" | "createdAt" | "expiresAt" | "lastUsedAt"
>;

/** All that a view of a key needs. `secrets` are newest first. */
export interface KeyRecord {
  key: KeyRow;
  secrets: readonly SecretRow[];
  tenant: { id: string; clientId: string; name: string };
  plan: {
    scopes: string[];
    limits: z.infer<typeof LimitView>[];
    perRequest: Record<string, number>;
  };
}

/** The view of a key at the moment `now`. */
export function toKeyView({ key, secrets, tenant, plan }: KeyRecord, now: Date): KeyView {
  const live = secrets.filter(({ expiresAt }) => !expiresAt || expiresAt > now);
  const current = secrets.find(({ expiresAt }) => !expiresAt) ?? secrets[0];
  return {
    id: key.id,
    name: key.name,
    tenant,
    environment: key.environment,
    prefix: current?.prefix ?? "",
    last4: current?.last4 ?? "",
    status: statusOf(key, live.length, now),
    scopes: key.scopes ?? plan.scopes,
    limits: limitsInForce(key.limits, plan.limits),
    perRequest: key.perRequest ?? plan.perRequest,
    gateway: key.gateway as KeyView["gateway"],
    inherits: {
      scopes: key.scopes === null,
      limits: key.limits === null,
      perRequest: key.perRequest === null,
    },
    ipAllow: key.ipAllow,
    ownerEmail: key.ownerEmail,
    tags: key.tags,
    metadata: key.metadata,
    demo: key.demo,
    legacy: key.legacy,
    createdAt: key.createdAt.toISOString(),
    createdBy: { id: key.createdBy, label: key.createdByLabel },
    updatedAt: key.updatedAt.toISOString(),
    expiresAt: isoOf(key.expiresAt),
    lastUsedAt: isoOf(key.lastUsedAt),
    disabledAt: isoOf(key.disabledAt),
    revokedAt: isoOf(key.revokedAt),
    revokedReason: key.revokedReason,
    secrets: live.map(toSecretView),
  };
}

function toSecretView(secret: SecretRow): SecretView {
  return {
    id: secret.id,
    prefix: secret.prefix,
    last4: secret.last4,
    createdAt: secret.createdAt.toISOString(),
    expiresAt: isoOf(secret.expiresAt),
    lastUsedAt: isoOf(secret.lastUsedAt),
  };
}

/** In the order in which a verification judges them. */
function statusOf(key: KeyRow, liveSecrets: number, now: Date): KeyStatus {
  if (key.revokedAt) return "revoked";
  if (key.expiresAt && key.expiresAt <= now) return "expired";
  if (key.disabledAt) return "disabled";
  return liveSecrets > 1 ? "rotating" : "active";
}

function isoOf(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
