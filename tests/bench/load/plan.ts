// What the load generator is told, and what it tells.
import type { Percentiles } from "./histogram.ts";

export interface Target {
  host: string;
  port: number;
}

/** A request as it goes over the wire; `{key}` in it is replaced by one line of the file. */
export interface RequestSet {
  /** Path of a file with one key per line; without it all requests are the same. */
  keysFile?: string;
  /** How many of its lines to use; all when left out. */
  keys?: number;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * `closed`: each connection sends as soon as it was answered. `rate`: so many per second, whether answered or not.
 * `sweep`: every request once.
 */
export type Mode = { kind: "closed" } | { kind: "rate"; perSecond: number } | { kind: "sweep" };

export interface Plan {
  target: Target;
  requests: RequestSet;
  mode: Mode;
  connections: number;
  /** Not counted. */
  warmUpSeconds: number;
  seconds: number;
  /** What every answer must be. */
  expect: { status: number; text: string };
}

/** Latencies in microseconds, from when a request was due to the last byte of its answer. */
export interface Outcome extends Percentiles {
  answers: number;
  perSecond: number;
  /** Answers with another status or text, and broken connections. */
  wrong: number;
  firstWrong: string | null;
  /** To the first bytes of the body. */
  first: Percentiles;
  /** Answers during warm-up and measurement. */
  answersInAll: number;
  /** Share of one core that the generator itself used. */
  busy: number;
}
