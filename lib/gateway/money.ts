// What a call costs, in whole pico-USD (10⁻¹² of a dollar), from prices per token. Never a float, and never 0 for unknown.
import type { Tally } from "./tally.ts";

/** Pico-USD per token; what is null costs as much as what it is a kind of. */
export interface Price {
  input: number;
  output: number;
  cacheRead: number | null;
  cacheWrite: number | null;
  reasoning: number | null;
  audioInput: number | null;
  audioOutput: number | null;
  /** The most tokens that one answer may have. */
  mostOutput: number | null;
}

const PICO_PER_MICRO = 1_000_000n;
const PICO_DIGITS = 12;

const SILENT = { input: 0, output: 0 };

export function costOf(tally: Tally, price: Price): bigint {
  const { input, output, cacheRead, cacheWrite, reasoning, audioInput, audioOutput } = price;
  const { audio = SILENT } = tally;
  const plain =
    amount(tally.input - audio.input, input) +
    amount(audio.input, audioInput ?? input) +
    amount(tally.cacheRead, cacheRead ?? input) +
    amount(tally.cacheWrite, cacheWrite ?? input) +
    amount(tally.output - tally.reasoning - audio.output, output) +
    amount(tally.reasoning, reasoning ?? output) +
    amount(audio.output, audioOutput ?? output);
  // Whole numbers that come to so little are exact, each of them and their sum; seven large ones cost more than that.
  if (plain <= Number.MAX_SAFE_INTEGER) return BigInt(plain);
  return (
    times(tally.input - audio.input, input) +
    times(audio.input, audioInput ?? input) +
    times(tally.cacheRead, cacheRead ?? input) +
    times(tally.cacheWrite, cacheWrite ?? input) +
    times(tally.output - tally.reasoning - audio.output, output) +
    times(tally.reasoning, reasoning ?? output) +
    times(audio.output, audioOutput ?? output)
  );
}

/** In micro-USD, as limits on the meter `cost` count it; rounded up, so that no call is free. */
export function microsOf(pico: bigint): number {
  return Number((pico + PICO_PER_MICRO - 1n) / PICO_PER_MICRO);
}

/** In dollars, exactly: "0.000125". */
export function dollars(pico: bigint): string {
  const digits = String(pico).padStart(PICO_DIGITS + 1, "0");
  const whole = digits.slice(0, -PICO_DIGITS);
  const part = digits.slice(-PICO_DIGITS).replace(/0+$/, "");
  return part === "" ? whole : `${whole}.${part}`;
}

function amount(tokens: number, price: number): number {
  return Math.max(0, tokens) * price;
}

function times(tokens: number, price: number): bigint {
  return BigInt(Math.max(0, tokens)) * BigInt(price);
}
