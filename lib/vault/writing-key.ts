// Under which master key is written: the newest that every running process can open.
import type { Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import { holdersNow } from "./queries.ts";
import type { MasterKeyName, Vault } from "./vault.ts";

/** While a new master key is being handed to one process after the other, that is the old one still. */
export async function writingKey(tx: Tx, vault: Vault, now: Date): Promise<MasterKeyName> {
  const held = await vault.held();
  const { processes, of } = await holdersNow(tx, now);
  const everywhere = held.find(
    (name) => processes === 0 || of.some((each) => isSame(each, name) && each.processes === processes),
  );
  const chosen = everywhere ?? held[0];
  if (!chosen) throw new DomainError("unavailable", "This process holds no master key.");
  return chosen;
}

export function isSame(one: MasterKeyName, other: MasterKeyName): boolean {
  return one.kekKind === other.kekKind && one.kekVersion === other.kekVersion;
}
