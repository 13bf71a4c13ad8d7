// The forms in which other systems keep keys, read strictly: what cannot have been made by the named scheme, or would
// cost too much to compare, is refused with a sentence that says why.
import type { StoredFormat } from "#lib/shared/stored-formats.ts";

/** A digest finds its key by itself; a slow hash has to be found by the secret's first characters. */
export type StoredForm =
  | { scheme: "sha256" | "hmac-sha256"; digest: Buffer }
  | { scheme: "bcrypt" | "argon2id"; slowHash: string };

/** Why a stored form cannot be taken, for whoever sent it. */
export class StoredFormError extends Error {}

const DIGEST_BYTES = 32;
const BCRYPT_COST_MOST = 14;
const ARGON2 = { memoryMost: 262_144, timeMost: 16, lanesMost: 16, workMost: 1_048_576 };

/** Reads `text`, which was made as `format` says. Throws StoredFormError. */
export function readStoredForm(format: StoredFormat, text: string): StoredForm {
  switch (format) {
    case "sha256-hex":
    case "sha256-base64":
    case "sha256-base64url":
      return { scheme: "sha256", digest: readDigest(encodingOf(format), text) };
    case "hmac-sha256-hex":
    case "hmac-sha256-base64":
    case "hmac-sha256-base64url":
      return { scheme: "hmac-sha256", digest: readDigest(encodingOf(format), text) };
    case "bcrypt":
      return { scheme: "bcrypt", slowHash: readBcrypt(text) };
    case "argon2id":
      return { scheme: "argon2id", slowHash: readArgon2id(text) };
  }
}

type Encoding = "hex" | "base64" | "base64url";

const encodingOf = (format: string) => format.slice(format.lastIndexOf("-") + 1) as Encoding;

const PATTERNS: Record<Encoding, RegExp> = {
  hex: /^[0-9a-fA-F]{64}$/,
  base64: /^[A-Za-z0-9+/]{43}=?$/,
  base64url: /^[A-Za-z0-9_-]{43}=?$/,
};

function readDigest(encoding: Encoding, text: string): Buffer {
  const digest = PATTERNS[encoding].test(text) ? Buffer.from(text, encoding) : null;
  if (digest?.length === DIGEST_BYTES) return digest;
  throw new StoredFormError(`This is no digest of 32 bytes in ${encoding}.`);
}

/** `$2b$`, two digits of cost, 22 characters of salt and 31 of hash. */
function readBcrypt(text: string): string {
  const [, cost] = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(text) ?? [];
  if (!cost) throw new StoredFormError("This is no bcrypt hash: one begins with $2a$, $2b$ or $2y$.");
  if (Number(cost) >= 4 && Number(cost) <= BCRYPT_COST_MOST) return text;
  throw new StoredFormError(`Its cost must be from 4 to ${BCRYPT_COST_MOST}.`);
}

/** The PHC string format: `$argon2id$v=19$m=65536,t=3,p=4$salt$hash`, in base64 without padding. */
function readArgon2id(text: string): string {
  const form =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,4}),p=(\d{1,4})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{16,86}$/;
  const [, memory, time, lanes] = (form.exec(text) ?? []).map(Number);
  if (!memory || !time || !lanes)
    throw new StoredFormError("This is no argon2id hash in PHC form: one begins with $argon2id$v=19$m=.");
  const { memoryMost, timeMost, lanesMost, workMost } = ARGON2;
  if (memory > memoryMost || time > timeMost || lanes > lanesMost || memory * time > workMost)
    throw new StoredFormError("It costs too much to compare: at most 256 MiB, and 1 GiB over all passes.");
  return text;
}
