// Lets go of single calls after their days, and of fine sums that coarser ones stand for, a little at a time.
import { systemPrincipal } from "#lib/core/principal.ts";
import { dropUsageDays } from "#lib/usage/drop-usage-days.ts";
import { sweepFineUsage } from "#lib/usage/sweep-fine-usage.ts";
import type { Job } from "./job.ts";

export const forgetOldUsage: Job = {
  name: "usage.forget_old",
  cron: "41 3 * * *",
  async run({ deps, settings }) {
    const principal = systemPrincipal("job usage.forget_old");
    const { days, strays } = await dropUsageDays.execute(deps, principal, { keptDays: settings.usageDays });
    let rows = 0;
    for (let swept = 1; swept > 0; rows += swept)
      swept = (await sweepFineUsage.execute(deps, principal, {})).rows;
    return { days, strays, rows };
  },
};
