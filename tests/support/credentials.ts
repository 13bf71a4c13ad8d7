// Provider keys to begin a test with, as a browser seals them or a program sends them, and the api's part of it.

import type { Deps } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import type { AddCredentialInput } from "#lib/credentials/schemas.ts";
import { takeInSealed } from "#lib/credentials/take-in-sealed.ts";
import type { CredentialView } from "#lib/credentials/view.ts";
import type { Id } from "#lib/shared/ids.ts";
import { PROVIDERS, type ProviderId } from "#lib/shared/providers.ts";
import { type SealTarget, sealSecret } from "#lib/shared/sealing.ts";
import { beginEntry } from "#lib/vault/begin-entry.ts";
import { publishSealingKeys } from "#lib/vault/publish-sealing-keys.ts";
import type { TenantRow } from "./factories.ts";
import type { TestWorld } from "./world.ts";

/** A key that stands nowhere else; 44 characters. */
export const PLANTED = "sk-proj-PLANTED7aVx2qLw9ZbT4nRk8cYd3Jf6Hm5Gp";

export const keyhold = (tenantId: Id<"ten"> | null = null): Principal =>
  systemPrincipal("the tests", tenantId);

export const targetOf = (provider: ProviderId, baseUrl?: string): SealTarget => ({
  provider,
  baseUrl: baseUrl ?? PROVIDERS[provider].baseUrl ?? "",
});

/** What a person's browser sends of a key: sealed, with the entry's nonce. */
export async function sealAs(
  world: TestWorld,
  principal: Principal,
  { secret = PLANTED, credentialId, target = targetOf("openai") }: SealWish = {},
): Promise<{ sealed: string; nonce: string }> {
  await publishSealingKeys.execute(world.as("api"), keyhold(), {});
  const ticket = await beginEntry.execute(world.deps, principal, { credentialId });
  return { sealed: await sealSecret(ticket, target, secret), nonce: ticket.nonce };
}

interface SealWish {
  secret?: string;
  credentialId?: string;
  target?: SealTarget;
}

/** The api takes everything in that waits. */
export async function takeIn(deps: Deps): Promise<void> {
  while ((await takeInSealed.execute(deps, keyhold(), {})).taken);
}

/** A key of `tenant` that is in the vault, sent by a program. */
export function makeCredential(
  world: TestWorld,
  tenant: Pick<TenantRow, "id">,
  overrides: Partial<AddCredentialInput> = {},
): Promise<CredentialView> {
  const input = { provider: "openai" as const, label: "a key", secret: PLANTED, ...overrides };
  return addCredential.execute(world.as("api"), keyhold(tenant.id), input);
}
