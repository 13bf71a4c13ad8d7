// The secret of a key that leaks in the demo. It follows from the pepper, as the password does: so it can be reported when
// the demo goes on after it was cut short, and nobody else can know it.
import { hkdfSync } from "node:crypto";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { oldestKey } from "./sign-ins.ts";

const BYTES = 32;

export function leakedSecret(peppers: Keyring, name: string): string {
  const bytes = hkdfSync("sha256", oldestKey(peppers), "", `keyhold demo secret ${name}`, BYTES);
  return `demo-${Buffer.from(bytes).toString("base64url")}`;
}
