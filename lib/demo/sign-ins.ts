// Who can sign in to the demo. Everybody has one password, which differs from installation to installation:
// it follows from the pepper, so it can be told again and nobody else can know it.
import { hkdfSync } from "node:crypto";
import type { Keyring } from "#lib/crypto/keyring.ts";
import type { PlatformRole, Role } from "#lib/shared/permissions.ts";
import { ADMIN, SUPPORT, TENANTS } from "./cast.ts";

export interface SignIn {
  email: string;
  name: string;
  role: Role | PlatformRole;
  /** Null for the platform's staff. */
  tenant: string | null;
}

const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 16;

/** Such as "k7qx-m2vd-9hwt-zr4c": 79 bits. */
export function demoPassword(peppers: Keyring): string {
  const bytes = new Uint8Array(
    hkdfSync("sha256", oldestKey(peppers), "", "keyhold demo password", LENGTH * 2),
  );
  const wide = new DataView(bytes.buffer);
  const letters = Array.from(
    { length: LENGTH },
    (_, index) => ALPHABET[wide.getUint16(index * 2) % ALPHABET.length],
  );
  return letters.join("").replaceAll(/.{4}(?!$)/g, "$&-");
}

/** Stays the same when another is added. */
export function oldestKey({ keys }: Keyring): Buffer {
  const [, oldest] = [...keys].toSorted(([a], [b]) => a - b)[0] ?? [];
  if (!oldest) throw new Error("a keyring has a key");
  return oldest;
}

export function demoSignIns(): SignIn[] {
  return [
    ...[ADMIN, SUPPORT].map(({ email, name, platformRole }) => ({
      email,
      name,
      role: platformRole,
      tenant: null,
    })),
    ...TENANTS.flatMap(({ clientId, people }) => people.map((person) => ({ ...person, tenant: clientId }))),
  ];
}
