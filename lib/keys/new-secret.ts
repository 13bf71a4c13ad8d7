// Makes what is stored of a new secret. A made one has 256 random bits and is kept as an HMAC; a chosen one too when
// it is strong enough, else under argon2id, so that a stolen table does not give it away.
import type { secrets } from "#db/schema/index.ts";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import { digestSecret } from "#lib/crypto/digest.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { lookupId } from "#lib/crypto/lookup.ts";
import { HashQueueFull, hashSlowly } from "#lib/crypto/password.ts";
import { estimateBits } from "#lib/crypto/strength.ts";
import { generateToken, shownPrefix, tokenForm } from "#lib/crypto/token.ts";
import type { Environment } from "#lib/shared/outcomes.ts";
import { formsOf, type SecretSetting } from "./secret-forms-of.ts";
import { isTaken } from "./taken.ts";

/** Chosen secrets that are estimated below this get a slow hash. */
export const STRONG_BITS = 112;

type Recognition = Pick<
  typeof secrets.$inferInsert,
  "scheme" | "digest" | "pepperVersion" | "slowHash" | "lookup" | "prefix" | "last4"
>;

export interface NewSecret {
  /** The secret itself, for the one answer that carries it. */
  secret: string;
  stored: Recognition;
}

/** A new random secret such as `kh_live_…`. */
export function makeSecret({ peppers, keyPrefix }: SecretSetting, environment: Environment): NewSecret {
  const secret = generateToken(keyPrefix, environment);
  return { secret, stored: underHmac(peppers, secret, shownPrefix(keyPrefix, secret)) };
}

/**
 * A secret that somebody chose. Throws `invalid_input` when it is a mistyped token of ours or one of another kind,
 * and `conflict` when it is in use anywhere, without saying where.
 */
export async function acceptSecret(
  setting: SecretSetting,
  environment: Environment,
  secret: string,
): Promise<NewSecret> {
  refuseMistyped(setting.keyPrefix, environment, secret);
  if (await isTaken(setting.tx, await formsOf(setting, secret)))
    throw new DomainError("conflict", "This secret cannot be used. Choose another.");
  return { secret, stored: await keepChosen(setting, secret) };
}

/** What is stored of a secret that nobody has yet. */
export async function keepChosen(
  { peppers, keyPrefix }: Pick<SecretSetting, "peppers" | "keyPrefix">,
  secret: string,
): Promise<Recognition> {
  const strong = (await estimateBits(secret)) >= STRONG_BITS;
  return strong ? underHmac(peppers, secret, shownPrefix(keyPrefix, secret)) : underSlowHash(peppers, secret);
}

/** Throws `invalid_input` for what begins like a key made here and is none, or one of another environment. */
export function refuseMistyped(brand: string, environment: Environment, secret: string): void {
  const form = tokenForm(brand, secret);
  if (form === "foreign") return;
  if (form === "bad_checksum")
    throw invalidField(
      "secret",
      `This begins like a key made here (${brand}_…) but is mistyped. Choose another.`,
    );
  if (!secret.startsWith(`${brand}_${environment}_`))
    throw invalidField("secret", `This has the form of a key of another kind than ${environment}.`);
}

function underHmac(peppers: Keyring, secret: string, prefix: string): Recognition {
  return {
    scheme: "hmac",
    ...digestSecret(peppers, secret),
    slowHash: null,
    lookup: null,
    prefix,
    last4: secret.slice(-4),
  };
}

async function underSlowHash(peppers: Keyring, secret: string): Promise<Recognition> {
  return {
    scheme: "argon2id",
    digest: null,
    pepperVersion: peppers.current,
    slowHash: await hashInTurn(secret),
    lookup: lookupId(peppers, secret),
    prefix: "",
    last4: secret.slice(-4),
  };
}

async function hashInTurn(secret: string): Promise<string> {
  try {
    return await hashSlowly(secret);
  } catch (error) {
    if (!(error instanceof HashQueueFull)) throw error;
    throw new DomainError("unavailable", "Too much is going on right now. Try again.", {
      retryAfterSeconds: 1,
    });
  }
}
