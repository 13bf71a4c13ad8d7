// The vault of a process, made of its settings: none for a process that is told of no master key.
import { readFile } from "node:fs/promises";
import type { Settings, TransitSettings } from "#lib/core/env.ts";
import { parseKeyring } from "#lib/crypto/keyring.ts";
import { localMasterKeys } from "#lib/vault/local-master-keys.ts";
import { transitMasterKeys } from "#lib/vault/transit-master-keys.ts";
import { createVault, type Vault } from "#lib/vault/vault.ts";

/** A Transit engine writes where there is one; local keys go on opening what was written with them before. */
export function vaultOf({ masterKeys, transit }: Settings): Vault | undefined {
  const keepers = [];
  if (transit) keepers.push(transitMasterKeys({ ...transit, token: tokenOf(transit) }));
  if (masterKeys) keepers.push(localMasterKeys(parseKeyring(masterKeys.reveal(), "KEYHOLD_MASTER_KEYS")));
  return keepers.length > 0 ? createVault(keepers) : undefined;
}

function tokenOf({ token }: TransitSettings): () => Promise<string> {
  const text = token.reveal();
  if (!text.startsWith("file:")) return async () => text;
  return async () => (await readFile(text.slice("file:".length), "utf8")).trim();
}
