import { credentials, credentialVersions } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { acceptEntry } from "./accept-entry.ts";
import { baseUrlOf } from "./base-url.ts";
import { readCredential } from "./queries.ts";
import { AddCredential } from "./schemas.ts";
import { type CredentialView, toCredentialView } from "./view.ts";

/** Stores a key for a provider. Nobody is ever shown it again. */
export const addCredential = command({
  name: "credential.add",
  on: "tenant",
  can: "credentials:write",
  sensitive: true,
  input: AddCredential,
  async run(context, { provider, label, baseUrl: given, ...entered }): Promise<CredentialView> {
    const { tx, now, tenantId, principal, audit } = context;
    const baseUrl = await baseUrlOf(context, provider, given);
    const { credentialId: id, columns } = await acceptEntry(context, entered);
    const by = { createdAt: now, createdByLabel: principal.actor.label };
    const location = { tenantId, credentialId: id, version: 1, provider, baseUrl };
    const stored = await columns(location);
    const currentVersion = stored.state === "stored" ? 1 : null;
    await tx
      .insert(credentials)
      .values({ tenantId, id, provider, label, currentVersion, updatedAt: now, ...by });
    await tx
      .insert(credentialVersions)
      .values({ ...location, state: "sealed", takesOver: true, ...by, ...stored });
    const view = toCredentialView(await readCredential(tx, tenantId, id));
    audit({ target: { type: "credential", id, label }, after: view });
    return view;
  },
});
