// Master keys that this installation holds itself: KEYHOLD_MASTER_KEYS, from the environment or a file.
import { hkdfSync, timingSafeEqual } from "node:crypto";
import { decrypt, encrypt } from "#lib/crypto/envelope.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { MasterKeyNotHeld, type MasterKeys } from "./master-keys.ts";

const CHECK_BYTES = 16;

export function localMasterKeys({ keys }: Keyring): MasterKeys {
  const keyOf = (version: number): Buffer => {
    const key = keys.get(version);
    if (!key) throw new MasterKeyNotHeld("local", version);
    return key;
  };
  const checkValue = (version: number) =>
    Buffer.from(hkdfSync("sha256", keyOf(version), "", `keyhold check value ${version}`, CHECK_BYTES));
  return {
    kind: "local",
    versions: async () => [...keys.keys()].sort((a, b) => a - b),
    wrap: async (version, key, place) => encrypt(keyOf(version), key, place),
    unwrap: async (version, wrapped, place) => decrypt(keyOf(version), wrapped, place),
    checkValue: async (version) => checkValue(version),
    async matches(version, value) {
      return value.length === CHECK_BYTES && timingSafeEqual(value, checkValue(version));
    },
  };
}
