import { query } from "#lib/core/operation.ts";
import { readCredential } from "./queries.ts";
import { CredentialTarget } from "./schemas.ts";
import { toCredentialView } from "./view.ts";

/** One credential of the tenant, without its keys. */
export const getCredential = query({
  name: "credential.get",
  on: "tenant",
  can: "credentials:read",
  input: CredentialTarget,
  run: async ({ tx, tenantId }, { credentialId }) =>
    toCredentialView(await readCredential(tx, tenantId, credentialId)),
});
