// The worker process: scheduled jobs by pg-boss, and the outbox. It survives a database that is away,
// at the start and later, and needs no right to create tables.
import { setTimeout as sleep } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import { JOBS_SCHEMA } from "#db/jobs-schema.ts";
import { VERSION } from "#lib/api/version.ts";
import { MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import type { Settings } from "#lib/core/env.ts";
import { createLog, type Log } from "#lib/core/log.ts";
import { startTracing } from "#lib/core/tracing/start-tracing.ts";
import { makeExports } from "#lib/exports/make-exports.ts";
import { deliverMails } from "#lib/mail/deliver-mails.ts";
import { smtpSender } from "#lib/mail/smtp.ts";
import { openDeps } from "#lib/processes/open-deps.ts";
import type { JobContext } from "./job.ts";
import { JOBS } from "./jobs.ts";
import { oncePer } from "./once-per.ts";
import { repeat } from "./repeat.ts";
import { schedule } from "./task.ts";

export interface Worker {
  /** Lets jobs under way finish for a while, then ends. */
  stop(): Promise<void>;
}

const MAIL_EVERY_MS = 3 * SECOND_MS;
const EXPORTS_EVERY_MS = 2 * SECOND_MS;
const HEARTBEAT_MS = MINUTE_MS;
const COMPLAIN_EVERY_MS = 30 * SECOND_MS;
const RETRY_MS = 2 * SECOND_MS;
const DRAIN_MS = 8 * SECOND_MS;

/** Returns at once; jobs begin when the database answers. `settings.databaseUrl` is the worker role's DSN. */
export async function startWorker(settings: Settings): Promise<Worker> {
  const log = createLog("worker", settings.logLevel);
  const endTracing = await startTracing(settings.tracing, { name: "keyhold-worker", version: VERSION }, log);
  const deps = openDeps(settings, "keyhold worker");
  const context: JobContext = { deps, settings, log };
  const boss = newBoss(settings, log);
  const stopping = new AbortController();
  const started = startJobs(boss, context, stopping.signal);
  const repeats = [repeat(HEARTBEAT_MS, log, async () => log.debug("worker is alive")), ...mailLoop(context)];
  repeats.push(exportLoop(context, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await started;
      await Promise.all(repeats.map((each) => each.stop()));
      await boss.stop({ graceful: true, timeout: DRAIN_MS }).catch(() => {});
      await deps.db.close();
      await endTracing();
    },
  };
}

function newBoss({ databaseUrl }: Settings, log: Log): PgBoss {
  const boss = new PgBoss({
    connectionString: databaseUrl?.reveal(),
    application_name: "keyhold worker jobs",
    schema: JOBS_SCHEMA,
    max: 3,
    migrate: false,
    createSchema: false,
    reindex: false,
  });
  const complain = oncePer(COMPLAIN_EVERY_MS, (error: Error & { code?: string }) =>
    log.warn({ code: error.code }, "the job queue is away; trying again"),
  );
  boss.on("error", complain);
  return boss;
}

async function startJobs(boss: PgBoss, context: JobContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await boss.start();
      for (const job of JOBS) await schedule(boss, job, context);
      context.log.info({ jobs: JOBS.map(({ name }) => name) }, "worker is ready");
      return;
    } catch (error) {
      context.log.warn({ code: (error as { code?: string }).code }, "jobs cannot start yet");
      await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
    }
  }
}

/** Without SMTP, mails stay in the outbox for the admin to read. */
function mailLoop({ deps, settings, log }: JobContext) {
  if (!settings.smtpUrl) return [];
  const send = smtpSender(settings.smtpUrl, settings.mailFrom);
  const deliver = async () => {
    const done = await deliverMails(deps, send);
    if (done.sent + done.failed > 0) log.info(done, "mail");
  };
  return [repeat(MAIL_EVERY_MS, log, deliver)];
}

/** A file under way when the worker stops is left to the next worker, which begins it anew. */
function exportLoop({ deps, log }: JobContext, signal: AbortSignal) {
  return repeat(EXPORTS_EVERY_MS, log, async () => {
    const done = await makeExports(deps, { signal });
    if (done.made > 0) log.info(done, "exports");
  });
}
