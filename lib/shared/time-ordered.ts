// Texts of 26 characters of Crockford base32 that sort by time and never come twice: ten of milliseconds, then sixteen
// drawn at random for each millisecond and counted up within it, as ULID 1.0 and RFC 9562 (6.2, method 2) have it.
import { PAIRS } from "./base32.ts";

const DIGITS = 16;
/** The last four digits count; they begin in the lower half, so that a millisecond never runs out of numbers. */
const ROOM = 2 ** 20;
/** A clock that was set back by so much is taken to stand still. */
const SET_BACK_MS = 10_000;

/** Drawn for many at once, which costs little more than for one. */
const drawn = new Uint8Array(DIGITS * 64);
let used = drawn.length;

function draw(digits: Uint8Array): void {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn);
    used = 0;
  }
  for (let index = 0; index < DIGITS; index += 1) digits[index] = (drawn[used + index] as number) & 31;
  drawn.fill(0, used, used + DIGITS);
  used += DIGITS;
}

/** Makes one text after the other. `mark` may fix some of the sixteen digits, each of five bits. */
export function timeOrdered(mark: (digits: Uint8Array) => void = () => {}): (nowMs: number) => string {
  const digits = new Uint8Array(DIGITS);
  let lastMs = -1;
  let head = "";
  let count = ROOM;

  const begin = (ms: number) => {
    draw(digits);
    mark(digits);
    lastMs = ms;
    head = timeText(ms);
    for (let index = 0; index < DIGITS - 4; index += 2) head += pairAt(digits, index);
    count = (numberAt(digits, 12) << 10) | numberAt(digits, 14);
    count >>= 1;
  };

  return (nowMs) => {
    if (nowMs > lastMs || nowMs < lastMs - SET_BACK_MS) begin(nowMs);
    else if (count === ROOM) begin(lastMs + 1);
    const text = head + PAIRS[count >> 10] + PAIRS[count & 1_023];
    count += 1;
    return text;
  };
}

/** 48 bits of milliseconds since 1970 as ten digits. */
function timeText(ms: number): string {
  let text = "";
  for (let rest = ms, index = 0; index < 5; index += 1) {
    text = PAIRS[rest % 1_024] + text;
    rest = Math.floor(rest / 1_024);
  }
  return text;
}

function numberAt(digits: Uint8Array, index: number): number {
  return ((digits[index] as number) << 5) | (digits[index + 1] as number);
}

function pairAt(digits: Uint8Array, index: number): string {
  return PAIRS[numberAt(digits, index)] as string;
}
