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
  const parts: [tokens: number, price: number][] = [
    [tally.input - audio.input, input],
    [audio.input, audioInput ?? input],
    [tally.cacheRead, cacheRead ?? input],
    [tally.cacheWrite, cacheWrite ?? input],
    [tally.output - tally.reasoning - audio.output, output],
    [tally.reasoning, reasoning ?? output],
    [audio.output, audioOutput ?? output],
  ];
  let plain = 0;
  for (const [tokens, each] of parts) plain += Math.max(0, tokens) * each;
  // Whole numbers that come to so little are exact, each of them and their sum; large ones cost more than that.
  if (plain <= Number.MAX_SAFE_INTEGER) return BigInt(plain);
  return parts.reduce((sum, [tokens, each]) => sum + BigInt(Math.max(0, tokens)) * BigInt(each), 0n);
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
