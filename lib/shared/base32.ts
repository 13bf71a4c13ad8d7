// 128 bits as 26 characters of Crockford base32, and back. By tables: ids are written and read for every call.

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const NO_DIGIT = 255;

/** Two characters for each number of ten bits. */
export const PAIRS: readonly string[] = Array.from(
  { length: 1_024 },
  (_, bits) => `${ALPHABET[bits >> 5]}${ALPHABET[bits & 31]}`,
);
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const DIGITS = new Uint8Array(128).fill(NO_DIGIT);
for (const [digit, character] of [...ALPHABET].entries()) DIGITS[character.charCodeAt(0)] = digit;

/** 32 hexadecimal characters as 26 of base32. */
export function base32OfHex(hex: string): string {
  let text = PAIRS[Number.parseInt(hex.slice(0, 2), 16)] as string;
  for (let at = 2; at < 32; at += 5) {
    const bits = Number.parseInt(hex.slice(at, at + 5), 16);
    text += (PAIRS[bits >> 10] as string) + PAIRS[bits & 1_023];
  }
  return text;
}

/** The uuid that stands in `text` from `start` on; null unless 26 digits follow, of 128 bits. */
export function uuidFromBase32(text: string, start: number): string | null {
  if (text.length !== start + 26) return null;
  const first = bitsAt(text, start, 2);
  let hex = BYTES[first] ?? "";
  let wrong = first;
  for (let at = start + 2; at < text.length; at += 4) {
    const bits = bitsAt(text, at, 4);
    wrong |= bits;
    hex += (BYTES[bits >> 12] ?? "") + (BYTES[(bits >> 4) & 255] as string) + (bits & 15).toString(16);
  }
  if (wrong < 0 || first > 255) return null;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The number that `count` digits stand for, five bits each; negative when one of them is none. */
function bitsAt(text: string, start: number, count: number): number {
  let bits = 0;
  for (let at = start; at < start + count; at += 1) {
    const digit = DIGITS[text.charCodeAt(at)] ?? NO_DIGIT;
    if (digit === NO_DIGIT) return -1;
    bits = (bits << 5) | digit;
  }
  return bits;
}
