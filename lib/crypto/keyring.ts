// Versioned 32-byte keys, written "1:<base64>,2:<base64>". The highest version writes, every version reads.

export class KeyringError extends Error {}

export interface Keyring {
  /** The version that is used for writing. */
  current: number;
  keys: ReadonlyMap<number, Buffer>;
}

/** Reads a keyring. Throws KeyringError for a missing, short, repeated or well-known key, without showing it. */
export function parseKeyring(text: string, name: string): Keyring {
  const keys = new Map<number, Buffer>();
  for (const part of text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean)) {
    const [, version, encoded] = /^(\d{1,9}):([A-Za-z0-9+/_-]+=*)$/.exec(part) ?? [];
    if (!version || !encoded) throw new KeyringError(`${name} must look like "1:<base64 of 32 bytes>".`);
    const key = Buffer.from(encoded, "base64");
    if (key.length !== 32) throw new KeyringError(`${name}, version ${version}: the key must be 32 bytes.`);
    if (new Set(key).size < 8) throw new KeyringError(`${name}, version ${version}: the key is too simple.`);
    if (keys.has(Number(version))) throw new KeyringError(`${name} names version ${version} twice.`);
    keys.set(Number(version), key);
  }
  if (keys.size === 0) throw new KeyringError(`${name} is missing.`);
  return { current: Math.max(...keys.keys()), keys };
}
