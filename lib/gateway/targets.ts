// Whose key pays for a call, in the order in which they are tried, as the contract of the issued key says.
import { after, type NowOrLater } from "#lib/core/now-or-later.ts";
import type { Secret } from "#lib/core/secret.ts";
import type { GatewayTerms, Payer } from "#lib/shared/gateway.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { PROVIDERS, type ProviderId } from "#lib/shared/providers.ts";
import { badRequest, GatewayError, notAllowed } from "./failure.ts";

/** One key at one provider that may pay. */
export interface Target {
  payer: Payer;
  provider: ProviderId;
  /** Null for a key that came with the call. */
  credentialId: Id<"cred"> | null;
  open(): NowOrLater<Opened>;
}

/** A key, and the only address that it may go to. */
export interface Opened {
  baseUrl: string;
  secret: Secret;
}

export interface StoredCredentials {
  /** Those that can be spent, the newest first. */
  list(tenantId: Id<"ten">, provider: ProviderId): NowOrLater<readonly Id<"cred">[]>;
  open(name: { tenantId: Id<"ten">; credentialId: Id<"cred"> }): NowOrLater<Opened>;
}

interface Wanted {
  tenantId: Id<"ten">;
  provider: ProviderId;
  terms: GatewayTerms;
  /** From X-Provider-Key. */
  ownKey: Secret | null;
}

/** At least one. Throws, or rejects, when the contract gives none. */
export function targetsOf(wanted: Wanted, credentials: StoredCredentials): NowOrLater<Target[]> {
  const { tenantId, provider, terms, ownKey } = wanted;
  if (ownKey) return [requestTarget(provider, terms, ownKey)];
  if (terms.payer === "request")
    throw badRequest(
      "This API key spends no stored provider key. Send one with the call, in X-Provider-Key.",
      undefined,
      "provider_key_missing",
    );
  const stored = (owner: Id<"ten">, payer: Payer, order: readonly string[]) =>
    after(credentials.list(owner, provider), (ids) =>
      ordered(ids, order).map(
        (credentialId): Target => ({
          ...{ payer, provider, credentialId },
          open: () => credentials.open({ tenantId: owner, credentialId }),
        }),
      ),
    );
  const own = terms.payer === "managed" ? [] : stored(tenantId, "byok", terms.credentials);
  return after(own, (first) => {
    const managed = terms.payer === "byok" ? [] : stored(PLATFORM_TENANT, "managed", []);
    return after(managed, (second) => atLeastOne([...first, ...second], wanted));
  });
}

function atLeastOne(targets: Target[], { provider, terms }: Wanted): Target[] {
  if (targets.length > 0) return targets;
  const { name } = PROVIDERS[provider];
  throw new GatewayError({
    status: 400,
    code: "credential_missing",
    message:
      terms.payer === "managed"
        ? `${name} is not offered here.`
        : `There is no key for ${name} yet. Store one under Provider keys.`,
    headers: { "x-should-retry": "false" },
  });
}

/** A chosen order leaves out what it does not name. */
function ordered(ids: readonly Id<"cred">[], order: readonly string[]): readonly Id<"cred">[] {
  return order.length === 0 ? ids : order.flatMap((id) => ids.find((one) => one === id) ?? []);
}

function requestTarget(provider: ProviderId, { payer, payers }: GatewayTerms, secret: Secret): Target {
  if (payer !== "request" && !payers.includes("request"))
    throw notAllowed("Calls with this API key may not bring a provider key.", "provider_key_not_allowed");
  const { baseUrl, name } = PROVIDERS[provider];
  if (baseUrl === null)
    throw badRequest(`A key for ${name} has to be stored with its address; it cannot come with a call.`);
  return { payer: "request", provider, credentialId: null, open: () => ({ baseUrl, secret }) };
}
