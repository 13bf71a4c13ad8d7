// What a scenario is: something that goes wrong under load, and what must be true all the same.
import type { Installation } from "../setup/installation.ts";

export interface Scenario {
  name: string;
  title: string;
  /** What `npm run chaos -- <name> revokes=20` may change, and what holds else. */
  parameters: Readonly<Record<string, number>>;
  run(given: { installation: Installation; parameters: Record<string, number> }): Promise<Finding[]>;
}

/** One row of the table. */
export interface Finding {
  what: string;
  measured: string;
  promised: string;
  holds: boolean;
}

/** The value below which `share` of all lie; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** The greatest of any number of values; 0 of none. */
export function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
