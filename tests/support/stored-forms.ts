// Keys as other systems keep them.
import { createHash, createHmac, randomBytes } from "node:crypto";
import { hash as argon2 } from "@node-rs/argon2";
import { hash as bcrypt } from "@node-rs/bcrypt";

/** The secret of an earlier system: 43 random characters behind a prefix. */
export function legacySecret(prefix = "sk_old_"): string {
  return prefix + randomBytes(32).toString("base64url");
}

export const sha256Of = (secret: string, encoding: "hex" | "base64" | "base64url" = "hex") =>
  createHash("sha256").update(secret).digest(encoding);

export const hmacOf = (
  key: string | Buffer,
  secret: string,
  encoding: "hex" | "base64" | "base64url" = "hex",
) => createHmac("sha256", key).update(secret).digest(encoding);

/** With the least cost that there is. */
export async function bcryptOf(secret: string, variant: "a" | "b" | "y" = "b"): Promise<string> {
  return (await bcrypt(secret, { cost: 4 })).replace(/^\$2.\$/, `$2${variant}$`);
}

export const argon2idOf = (secret: string) =>
  argon2(secret, { algorithm: 2, memoryCost: 1_024, timeCost: 1, parallelism: 1 });
