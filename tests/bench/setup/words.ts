// Numbers as the tables show them.
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

export const count = (value: number) => whole.format(value);

/** Microseconds as text: "48 µs", "1.27 ms". */
export function duration(micros: number): string {
  return micros < 1_000 ? `${micros.toFixed(0)} µs` : `${(micros / 1_000).toFixed(2)} ms`;
}

/** "0.71 (0.69 to 0.73)": the median, and the span of the rounds. */
export function withSpan(values: readonly number[], middle: number, digits = 2): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${middle.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}
