// Middle and spread that a few wild values do not move.

/** NaN for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What the median absolute deviation of a normal distribution is multiplied with to give its standard deviation. */
const TO_SIGMA = 1.4826;

/** The spread around the median, as a standard deviation. */
export function robustDeviation(values: readonly number[]): number {
  const middle = median(values);
  return TO_SIGMA * median(values.map((value) => Math.abs(value - middle)));
}

/** The smallest value that at least this part of them does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? Number.NaN;
}
