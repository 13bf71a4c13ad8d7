// Makes the partitions of usage events for the days to come, long before the first event of each.
import type { Job } from "./job.ts";

const AHEAD_DAYS = 7;

export const makePartitions: Job = {
  name: "usage.partitions",
  cron: "7 * * * *",
  async run({ deps }) {
    const today = deps.clock().toISOString().slice(0, 10);
    const [row] = await deps.db.sql`
      select ensure_usage_partitions(${today}::date - 1, ${today}::date + ${AHEAD_DAYS}::int) as made`;
    return { made: row?.made };
  },
};
