// The form of issued secrets: brand, kind, 43 base62 characters of randomness, 6 base62 characters of CRC-32 (IEEE).
// The checksum catches typing errors without any look-up; it is no proof of issue.
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BODY_LENGTH = 43;
const CHECK_LENGTH = 6;

export type TokenKind = "live" | "test" | "svc";

/** A new secret such as `kh_live_…`: 43 characters drawn evenly from 62, at least 256 random bits. */
export function generateToken(brand: string, kind: TokenKind): string {
  const unchecked = `${brand}_${kind}_${randomBase62(BODY_LENGTH)}`;
  return unchecked + checksum(unchecked);
}

export type TokenForm = "well_formed" | "bad_checksum" | "foreign";

/**
 * What the text claims to be. "foreign" has not the form of our tokens at all (it may be a chosen or imported
 * secret); "bad_checksum" has it, but was mistyped or cut short.
 */
export function tokenForm(brand: string, text: string): TokenForm {
  const body = bodyOf(brand, text);
  if (body === null) return "foreign";
  if (body.length !== BODY_LENGTH + CHECK_LENGTH || !/^[0-9A-Za-z]+$/.test(body)) return "bad_checksum";
  return checksum(text.slice(0, -CHECK_LENGTH)) === text.slice(-CHECK_LENGTH)
    ? "well_formed"
    : "bad_checksum";
}

/** The part of a token that may be shown: its prefix and the first four characters after it. */
export function shownPrefix(brand: string, token: string): string {
  const body = bodyOf(brand, token);
  return body === null ? "" : token.slice(0, token.length - body.length + 4);
}

/** 43 or more characters, each drawn evenly: bytes from 248 up would favour some characters and are thrown away. */
export function randomBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
    }
  }
  return text;
}

/** CRC-32 (IEEE) of the text in base62, left-padded with "0" to six characters. */
function checksum(text: string): string {
  let value = crc32(text);
  let encoded = "";
  for (let index = 0; index < CHECK_LENGTH; index += 1) {
    encoded = ALPHABET[value % 62] + encoded;
    value = Math.floor(value / 62);
  }
  return encoded;
}

function bodyOf(brand: string, text: string): string | null {
  for (const kind of ["live", "test", "svc"]) {
    const prefix = `${brand}_${kind}_`;
    if (text.startsWith(prefix)) return text.slice(prefix.length);
  }
  return null;
}
