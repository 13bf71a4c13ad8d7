// What a job is run with in a test: the worker's role, default settings, a real logger that says nothing.
import { readSettings } from "#lib/core/env.ts";
import { createLog } from "#lib/core/log.ts";
import type { JobContext } from "#lib/jobs/job.ts";
import type { TestWorld } from "./world.ts";

export function jobContext(world: TestWorld): JobContext {
  return { deps: world.as("worker"), settings: readSettings({}), log: createLog("test", "silent") };
}
