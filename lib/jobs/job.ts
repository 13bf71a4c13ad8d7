// What a job of the worker is: a name, when it runs, and what it does with a moment.
import type { Settings } from "#lib/core/env.ts";
import type { Log } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";

export interface JobContext {
  deps: Deps;
  settings: Settings;
  log: Log;
}

export interface Job {
  name: string;
  /** A cron expression in UTC; several workers on one database run each occurrence once. */
  cron: string;
  /** May be run again after a failure, so it must be harmless to repeat. Returns what it did, for the log. */
  run(context: JobContext): Promise<object>;
}
