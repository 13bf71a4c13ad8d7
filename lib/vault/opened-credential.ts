// What the gateway is handed when it may spend a stored provider key.
import type { NowOrLater } from "#lib/core/now-or-later.ts";
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

/** From memory for a minute at most, and never after a change to the credential was heard of. Throws CredentialUnavailable of lib/core. */
export type OpenCredential = (name: CredentialName) => NowOrLater<OpenedCredential>;
