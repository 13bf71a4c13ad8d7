// Seals a provider key for the api of a Keyhold elsewhere, as a browser does: what carries it there cannot read it.
import { invalidField } from "#lib/core/errors.ts";
import type { Operation } from "#lib/core/operation.ts";
import { baseUrlOf } from "#lib/credentials/base-url.ts";
import { getCredential } from "#lib/credentials/get-credential.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { tidySecret } from "#lib/credentials/store-secret.ts";
import { isProviderId, PROVIDER_IDS } from "#lib/shared/providers.ts";
import { type SealTarget, sealSecret } from "#lib/shared/sealing.ts";
import { beginEntry } from "#lib/vault/begin-entry.ts";
import type { Keyhold, ProviderKeyEntry, TenantName } from "../keyhold.ts";

interface Sealing {
  run: Keyhold["run"];
  secret: string;
  entry: ProviderKeyEntry;
  tenant: TenantName;
}

/** The fields of an entry that operations take. Throws for what is no key before anything is sent. */
export async function sealFor(sealing: Sealing): Promise<{ sealed: string; nonce: string }> {
  const { run, entry, tenant } = sealing;
  const secret = tidySecret(sealing.secret);
  const target = await targetOf(sealing);
  const credentialId = "credentialId" in entry ? entry.credentialId : null;
  const ticket = await run(own(beginEntry, tenant), { credentialId }, tenant);
  return { sealed: await sealSecret(ticket, target, secret), nonce: ticket.nonce };
}

async function targetOf({ run, entry, tenant }: Sealing): Promise<SealTarget> {
  if ("credentialId" in entry) return run(own(getCredential, tenant), entry, tenant);
  const { provider, baseUrl } = entry;
  if (!isProviderId(provider)) throw invalidField("provider", `Use one of ${PROVIDER_IDS.join(", ")}.`);
  return { provider, baseUrl: await baseUrlOf({ vet: undefined }, provider, baseUrl) };
}

function own<Input, Output>(operation: Operation<Input, Output>, tenant: TenantName) {
  return tenant === null ? platformOwn(operation) : operation;
}
