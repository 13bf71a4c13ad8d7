// The transport of the worker: puts a job on its schedule and runs it when it is due.
import type { PgBoss } from "pg-boss";
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Operation } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { type SpanSpec, traced } from "#lib/core/tracing/tracer.ts";
import type { Job, JobContext } from "./job.ts";

const POLL_SECONDS = 5;
const RETRIES = 2;
const EXPIRE_SECONDS = 600;

/** A job that executes one operation, as Keyhold itself. */
export function task<Input>(cron: string, operation: Operation<Input, object>, input: Input): Job {
  const { name } = operation;
  return {
    name,
    cron,
    run: ({ deps }) => operation.execute(deps, systemPrincipal(`job ${name}`), input),
  };
}

/** Registers the job with the queue; safe to repeat, and by several workers. */
export async function schedule(boss: PgBoss, job: Job, context: JobContext): Promise<void> {
  await boss.createQueue(job.name, {
    policy: "exclusive",
    retryLimit: RETRIES,
    retryBackoff: true,
    expireInSeconds: EXPIRE_SECONDS,
    deleteAfterSeconds: 24 * 3600,
  });
  await boss.work(job.name, { pollingIntervalSeconds: POLL_SECONDS }, () => runJob(job, context));
  await boss.schedule(job.name, job.cron, null, { tz: "UTC" });
  // Once now: what fell due while no worker ran is not left until the next occurrence.
  await boss.send(job.name, null);
}

/** Runs the job and logs what it did. Throws without the driver's message, which may hold parameters. */
export async function runJob(job: Job, context: JobContext): Promise<void> {
  try {
    const done = await traced(`process ${job.name}`, spanOf(job), () => job.run(context));
    context.log[isNothing(done) ? "debug" : "info"]({ job: job.name, ...done }, "job done");
  } catch (error) {
    const { code, message, cause } = toDomainError(error);
    context.log.error({ job: job.name, code, err: cause }, "job failed");
    throw new Error(message);
  }
}

/** As OpenTelemetry's conventions for queues have it. */
function spanOf({ name }: Job): SpanSpec {
  const queue = { "messaging.system": "pg-boss", "messaging.destination.name": name };
  return {
    kind: "consumer",
    attributes: { ...queue, "messaging.operation.name": "process", "messaging.operation.type": "process" },
  };
}

/** Whether all that a job counted is 0, so that nobody need hear of it. */
function isNothing(done: object): boolean {
  return Object.values(done).every((count) => count === 0);
}
