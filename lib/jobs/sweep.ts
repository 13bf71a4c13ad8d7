// Throws away what nobody will ask for again: ended sessions, used links, sent mails, old throttles and answers.
// These tables belong to no tenant, and only the worker's own role may delete from them.
import { DAY_MS } from "#lib/core/clock.ts";
import type { Job } from "./job.ts";

/** How long things are kept after they have ended, in days. */
const KEPT = { sessions: 30, links: 30, mails: 30, throttles: 2, answers: 1, changes: 7, nodes: 30 };

export const sweep: Job = {
  name: "sweep",
  cron: "*/15 * * * *",
  async run({ deps: { db, clock } }) {
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
  },
};
