import { command } from "#lib/core/operation.ts";
import { endVersions, lockCredential, writeCredential } from "./queries.ts";
import { CredentialTarget } from "./schemas.ts";
import { type CredentialView, toCredentialView } from "./view.ts";

/** Ends a credential for good; what was stored of its keys is wiped. */
export const removeCredential = command({
  name: "credential.remove",
  on: "tenant",
  can: "credentials:write",
  sensitive: true,
  input: CredentialTarget,
  async run({ tx, now, tenantId, audit }, { credentialId }): Promise<CredentialView> {
    const record = await lockCredential(tx, tenantId, credentialId);
    const before = toCredentialView(record);
    await endVersions(tx, record, null, now);
    await writeCredential(tx, record, { removedAt: now, updatedAt: now, currentVersion: null });
    const after = { ...before, removedAt: now.toISOString(), updatedAt: now.toISOString(), versions: [] };
    audit({ target: { type: "credential", id: before.id, label: before.label }, before, after });
    return after;
  },
});
