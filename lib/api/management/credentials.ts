// The paths of provider credentials, of the tenant that is named or else of the platform. A key goes in and never out.
import type { Operation } from "#lib/core/operation.ts";
import { pageOf } from "#lib/core/page.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { checkCredential } from "#lib/credentials/check-credential.ts";
import { getCredential } from "#lib/credentials/get-credential.ts";
import { listCredentialUse } from "#lib/credentials/list-credential-use.ts";
import { listCredentials } from "#lib/credentials/list-credentials.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { removeCredential } from "#lib/credentials/remove-credential.ts";
import { replaceCredential } from "#lib/credentials/replace-credential.ts";
import { retireVersion } from "#lib/credentials/retire-version.ts";
import { shiftCredential } from "#lib/credentials/shift-credential.ts";
import { updateCredential } from "#lib/credentials/update-credential.ts";
import { CredentialUses } from "#lib/credentials/use-view.ts";
import { CredentialView } from "#lib/credentials/view.ts";
import { beginEntry, SealTicketView } from "#lib/vault/begin-entry.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const tag = "Provider credentials";
const one = { name: "Credential", schema: CredentialView };

/** The same operation for a tenant and for the platform's own. */
function forBoth<Input, Output>(operation: Operation<Input, Output>) {
  return {
    tag,
    where: "named" as const,
    forTenant: call(operation),
    forPlatform: call(platformOwn(operation)),
  };
}

export const credentialEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/v1/credentials",
    summary: "Store a key for a provider. It is sent in once, sealed or as it is, and never sent out.",
    ...forBoth(addCredential),
    answer: one,
    status: 201,
    repeatable: true,
  },
  {
    method: "POST",
    path: "/v1/credentials/entries",
    summary:
      "Begin to enter a key: answers with public keys to seal it to (HPKE), good for an hour and one key.",
    ...forBoth(beginEntry),
    answer: { name: "SealTicket", schema: SealTicketView },
    status: 201,
  },
  {
    method: "GET",
    path: "/v1/credentials",
    summary: "List credentials, newest first, without their keys.",
    ...forBoth(listCredentials),
    answer: { name: "CredentialPage", schema: pageOf(CredentialView) },
  },
  {
    method: "GET",
    path: "/v1/credentials/use",
    summary:
      "What was spent of each credential this month, by which keys lately, and how their quotas stand.",
    ...forBoth(listCredentialUse),
    answer: { name: "CredentialUses", schema: CredentialUses },
  },
  {
    method: "GET",
    path: "/v1/credentials/:id",
    summary: "A credential, without its key.",
    ...forBoth(getCredential),
    params: { id: "credentialId" },
    answer: one,
  },
  {
    method: "PATCH",
    path: "/v1/credentials/:id",
    summary: "Give a credential another name.",
    ...forBoth(updateCredential),
    params: { id: "credentialId" },
    answer: one,
  },
  {
    method: "POST",
    path: "/v1/credentials/:id/replace",
    summary: "Store another key: in the old one's place, or beside it until it is made current.",
    ...forBoth(replaceCredential),
    params: { id: "credentialId" },
    answer: one,
  },
  {
    method: "POST",
    path: "/v1/credentials/:id/shift",
    summary: "Make another version of the key the one that is spent.",
    ...forBoth(shiftCredential),
    params: { id: "credentialId" },
    answer: one,
  },
  {
    method: "POST",
    path: "/v1/credentials/:id/retire",
    summary: "End a version of the key that is not spent.",
    ...forBoth(retireVersion),
    params: { id: "credentialId" },
    answer: one,
  },
  {
    method: "POST",
    path: "/v1/credentials/:id/check",
    summary: "Try the key at its provider. The credential shows what came of it, within seconds.",
    ...forBoth(checkCredential),
    params: { id: "credentialId" },
    answer: one,
  },
  {
    method: "POST",
    path: "/v1/credentials/:id/remove",
    summary: "End a credential for good. What was stored of its keys is wiped.",
    ...forBoth(removeCredential),
    params: { id: "credentialId" },
    answer: one,
  },
];
