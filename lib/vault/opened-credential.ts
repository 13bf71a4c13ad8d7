// What the gateway is handed when it may spend a stored provider key, and why it is refused one.
import type { Secret } from "#lib/core/secret.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { ProviderId } from "#lib/shared/providers.ts";

export interface OpenedCredential {
  /** PLATFORM_TENANT for a credential of the platform, which pays "managed" calls. */
  tenantId: Id<"ten">;
  credentialId: Id<"cred">;
  /** Which of its keys this is; grows with every replacement. */
  version: number;
  provider: ProviderId;
  /** Without a trailing slash. The only host that `secret` may be sent to. */
  baseUrl: string;
  secret: Secret;
}

export interface CredentialName {
  /** PLATFORM_TENANT for one of the platform. */
  tenantId: Id<"ten">;
  credentialId: Id<"cred">;
}

/** From memory for a minute at most, and never after a change to the credential was heard of. Throws CredentialUnavailable. */
export type OpenCredential = (name: CredentialName) => Promise<OpenedCredential>;

/**
 * missing: there is none, or it was removed. pending: its key is sealed still, and will be taken in within seconds.
 * undecryptable: what is stored does not open; it was noted in the audit trail.
 */
export type Unavailability = "missing" | "pending" | "undecryptable";

/** Why a stored key cannot be spent. Nothing was sent to the provider. */
export class CredentialUnavailable extends Error {
  readonly reason: Unavailability;

  constructor(reason: Unavailability) {
    super(`the credential is ${reason}`);
    this.name = "CredentialUnavailable";
    this.reason = reason;
  }
}
