// What every change of a credential has in common: it is locked, changed, read again and noted.
import type { CommandContext } from "#lib/core/operation.ts";
import { lockCredential, readCredential } from "./queries.ts";
import { type CredentialRecord, type CredentialView, toCredentialView } from "./view.ts";

/** `change` answers false when there is nothing to do. */
export async function changeCredential(
  context: CommandContext,
  credentialId: string,
  change: (record: CredentialRecord) => Promise<boolean>,
): Promise<CredentialView> {
  const { tx, tenantId, audit, unchanged } = context;
  const record = await lockCredential(tx, tenantId, credentialId);
  const before = toCredentialView(record);
  if (!(await change(record))) {
    unchanged();
    return before;
  }
  const after = toCredentialView(await readCredential(tx, tenantId, credentialId));
  audit({ target: { type: "credential", id: after.id, label: after.label }, before, after });
  return after;
}
