// Bills calls to language models whose process died under them, by what was set aside for them.
import { settleDeadCalls as settle } from "#lib/gateway/dead-calls-store.ts";
import type { Job } from "./job.ts";

export const settleDeadCalls: Job = {
  name: "model_calls.settle_dead",
  cron: "* * * * *",
  async run({ deps: { db, clock } }) {
    return { settled: await settle(db.sql, clock()) };
  },
};
