// Throws away what nobody will ask for again: ended sessions, used links, old throttles, answers and counters.
import { sql } from "drizzle-orm";
import { onPlatform } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { Job } from "./job.ts";

/** How long things are kept after they have ended, in days. */
const KEPT = { sessions: 30, links: 30, mails: 30, throttles: 2, answers: 1, changes: 7, nodes: 30 };

export const sweep: Job = {
  name: "sweep",
  cron: "*/15 * * * *",
  async run({ deps }) {
    return { ...(await sweepDirectory(deps)), counters: await sweepCounters(deps) };
  },
};

/** Tables that belong to no tenant; only the worker's own role may delete from them. */
async function sweepDirectory({ db, clock }: Deps): Promise<Record<string, number>> {
  // As text: the query builder turns off the driver's own conversion of dates.
  const before = (days: number) => new Date(clock().getTime() - days * DAY_MS).toISOString();
  const swept = {
    sessions: await db.sql`
      delete from sessions where expires_at < ${before(KEPT.sessions)} or ended_at < ${before(KEPT.sessions)}`,
    links: await db.sql`
      delete from one_time_links where expires_at < ${before(KEPT.links)} or used_at < ${before(KEPT.links)}`,
    mails: await db.sql`delete from mails where created_at < ${before(KEPT.mails)}`,
    throttles: await db.sql`delete from sign_in_throttles where updated_at < ${before(KEPT.throttles)}`,
    answers: await db.sql`delete from idempotent_answers where created_at < ${before(KEPT.answers)}`,
    // The newest one stays: nodes go on from it.
    changes: await db.sql`
      delete from changes where at < ${before(KEPT.changes)} and seq < (select max(seq) from changes)`,
    acknowledgements: await db.sql`delete from acknowledgements where at < ${before(KEPT.changes)}`,
    nodes: await db.sql`delete from nodes where seen_at < ${before(KEPT.nodes)}`,
  };
  return Object.fromEntries(Object.entries(swept).map(([name, { count }]) => [name, count]));
}

/** Counters of buckets that no limit looks at any more; a limit looks at two of its buckets at most. */
async function sweepCounters({ db, clock }: Deps): Promise<number> {
  const now = clock().toISOString();
  const rows = await onPlatform(db, (tx) =>
    tx.execute(sql`
      delete from limit_counters using (values
        ('1s', interval '1 minute'), ('1m', interval '1 hour'), ('1h', interval '6 hours'), ('1d', interval '4 days'),
        ('day', interval '4 days'), ('month', interval '70 days')
      ) as kept (name, length)
      where "window" = kept.name and bucket < ${now}::timestamptz - kept.length`),
  );
  return rows.count;
}
