// A key as a verification sees it: one row, found by its secret. No hash and no digest.
import type { GatewayTerms } from "#lib/shared/gateway.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Limit, PerRequest } from "#lib/shared/limits.ts";
import type { Environment } from "#lib/shared/outcomes.ts";

export interface KeyRecord {
  tenant: { id: Id<"ten">; clientId: string; name: string; suspendedAt: Date | null };
  id: Id<"key">;
  name: string;
  environment: Environment;
  /** Scopes, limits and perRequest as they hold now, the key's own or its plan's. */
  scopes: readonly string[];
  limits: readonly Limit[];
  perRequest: Readonly<PerRequest>;
  /** Which language models it may ask, and who pays. */
  gateway: GatewayTerms;
  /** Addresses and CIDR blocks; empty allows every address. */
  ipAllow: readonly string[];
  metadata: Record<string, unknown>;
  demo: boolean;
  legacy: boolean;
  expiresAt: Date | null;
  disabledAt: Date | null;
  revokedAt: Date | null;
  /** How long it may be believed while nobody can be asked. */
  staleOkMs: number;
  /** The secret it was found by; `expiresAt` is the end of a rotation's overlap. */
  secret: { id: Id<"sec">; expiresAt: Date | null };
}
