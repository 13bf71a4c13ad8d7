import type { Place } from "#lib/crypto/envelope.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { ProviderId } from "#lib/shared/providers.ts";

/** Which row a key stands in. */
export interface Location {
  tenantId: Id<"ten">;
  credentialId: Id<"cred">;
  version: number;
  provider: ProviderId;
  baseUrl: string;
}

/** What the key in that row is bound to. */
export function placeOf({ tenantId, credentialId, ...rest }: Location): Place {
  return { purpose: "provider-key", tenant: tenantId, credential: credentialId, ...rest };
}
