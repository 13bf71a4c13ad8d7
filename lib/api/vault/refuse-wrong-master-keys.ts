// A process that was started with the wrong master key must not answer anybody.
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { KeyringError } from "#lib/crypto/keyring.ts";
import { checkMasterKeys, type MasterKeyFault } from "#lib/vault/check-master-keys.ts";

/** Throws KeyringError with one sentence for the operator, or DomainError when nobody can be asked now. */
export async function refuseWrongMasterKeys(deps: Deps): Promise<void> {
  if (!deps.vault) return;
  const [fault] = await checkMasterKeys.execute(deps, systemPrincipal("api"), {});
  if (fault) throw new KeyringError(sentenceOf(fault));
}

function sentenceOf({ kekKind, kekVersion, fault }: MasterKeyFault): string {
  const where = kekKind === "local" ? "KEYHOLD_MASTER_KEYS" : "KEYHOLD_TRANSIT_KEY";
  return fault === "missing"
    ? `${where} lacks version ${kekVersion}, under which provider keys are stored; put it back, or rotate before dropping it.`
    : `${where}: version ${kekVersion} is not the key under which provider keys are stored; restore the right one.`;
}
