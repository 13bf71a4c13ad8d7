// The forms in which a key from an earlier system can be handed over.

/** How a stored hash was made and written down. */
export const STORED_FORMATS = [
  "sha256-hex",
  "sha256-base64",
  "sha256-base64url",
  "hmac-sha256-hex",
  "hmac-sha256-base64",
  "hmac-sha256-base64url",
  "bcrypt",
  "argon2id",
] as const;
export type StoredFormat = (typeof STORED_FORMATS)[number];

/** How the key of HMACs is written down. */
export const HMAC_KEY_ENCODINGS = ["utf8", "hex", "base64"] as const;
export type HmacKeyEncoding = (typeof HMAC_KEY_ENCODINGS)[number];

/** A slow hash is found by the secret's first characters, at least and at most so many. */
export const START_LEAST = 6;
export const START_MOST = 32;

/** Rows of one import. */
export const IMPORT_ROWS_MOST = 1_000;
/** Of them, rows with a plain secret: a weak one costs a slow hash. */
export const IMPORT_PLAIN_MOST = 100;
