// Request ids: "req_" and 26 characters of Crockford base32, ten of time and sixteen random (the form of a ULID).
import { randomFillSync } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const RANDOM_CHARACTERS = 16;
const pool = Buffer.alloc(RANDOM_CHARACTERS * 256);
let used = pool.length;

/** A new request id; ids made in a later millisecond sort later. */
export function newRequestId(nowMs = Date.now()): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let random = "";
  for (let index = 0; index < RANDOM_CHARACTERS; index += 1)
    random += ALPHABET[(pool[used + index] as number) & 31];
  used += RANDOM_CHARACTERS;
  return `req_${timeText(nowMs)}${random}`;
}

let lastMs = -1;
let lastText = "";

function timeText(nowMs: number): string {
  if (nowMs === lastMs) return lastText;
  let rest = nowMs;
  let text = "";
  for (let index = 0; index < 10; index += 1) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  lastMs = nowMs;
  lastText = text;
  return text;
}
