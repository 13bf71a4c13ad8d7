// Refuses secrets that stand in tutorials or came from a keyboard instead of a random source.
import { SettingsError } from "#lib/core/env.ts";
import { KeyringError, parseKeyring } from "#lib/crypto/keyring.ts";

const ADVICE = 'make one with "openssl rand -base64 32"';
const MIN_TEXT_LENGTH = 32;
const WELL_KNOWN =
  /change.?me|your.?secret|password|placeholder|example|insecure|default|1234567|abcdefg|qwert/i;

/** Throws KeyringError for a keyring with a missing, short or guessable key. */
export function refuseWeakKeyring(text: string, variable: string): void {
  for (const [version, key] of parseKeyring(text, variable).keys)
    if (isText(key) || isRamp(key))
      throw new KeyringError(`${variable}, version ${version}: the key can be guessed; ${ADVICE}.`);
}

/** Throws SettingsError for a text that is short or guessable. */
export function refuseWeakText(text: string, variable: string): void {
  if (text.length < MIN_TEXT_LENGTH)
    throw new SettingsError(`${variable} is too short, it needs ${MIN_TEXT_LENGTH} characters; ${ADVICE}.`);
  if (new Set(text).size < 8 || WELL_KNOWN.test(text))
    throw new SettingsError(`${variable} can be guessed; ${ADVICE}.`);
}

/** Of 32 random bytes all are printable once in 10^13. */
function isText(key: Buffer): boolean {
  return key.every((byte) => byte >= 0x20 && byte < 0x7f);
}

/** 00 01 02 03 … and the like. */
function isRamp(key: Buffer): boolean {
  const step = (key[1] ?? 0) - (key[0] ?? 0);
  return key.every((byte, index) => index === 0 || byte === (((key[index - 1] ?? 0) + step) & 0xff));
}
