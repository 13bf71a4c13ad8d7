// Counts durations in buckets that are at most 0.8 % wide, from an eighth of a microsecond to half an hour.

const UNITS_PER_MICRO = 8;
const SUB_BITS = 7;
const SUB = 1 << SUB_BITS;

export interface Percentiles {
  p50: number;
  p99: number;
  p999: number;
  max: number;
}

export class Histogram {
  readonly #counts = new Uint32Array(SUB * 28);
  #total = 0;
  #max = 0;

  /** Counts one duration in milliseconds. */
  add(ms: number): void {
    const units = Math.min(Math.max(0, Math.floor(ms * 1_000 * UNITS_PER_MICRO)), 2 ** 31 - 1);
    const shift = Math.max(0, 31 - Math.clz32(units) - SUB_BITS);
    const bucket = (shift << SUB_BITS) + (units >> shift);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total += 1;
    if (ms > this.#max) this.#max = ms;
  }

  /** In microseconds; zeros when nothing was counted. */
  percentiles(): Percentiles {
    const { p50, p99, p999 } = { p50: this.#at(0.5), p99: this.#at(0.99), p999: this.#at(0.999) };
    return { p50, p99, p999, max: this.#max * 1_000 };
  }

  #at(share: number): number {
    const rank = Math.ceil(share * this.#total);
    let seen = 0;
    for (let bucket = 0; bucket < this.#counts.length; bucket += 1) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= rank && seen > 0) return middleOf(bucket);
    }
    return 0;
  }
}

function middleOf(bucket: number): number {
  if (bucket < 2 * SUB) return (bucket + 0.5) / UNITS_PER_MICRO;
  const shift = (bucket >> SUB_BITS) - 1;
  const low = (bucket - (shift << SUB_BITS)) * 2 ** shift;
  return (low + 2 ** shift / 2) / UNITS_PER_MICRO;
}
