// Tells days that are over in few rows, soon after their end and again when something of them came late.
import { systemPrincipal } from "#lib/core/principal.ts";
import { daysToShape } from "#lib/usage/days-to-shape.ts";
import { shapeUsageDay } from "#lib/usage/shape-usage-day.ts";
import type { Job } from "./job.ts";

/** What is left then, after an upgrade of a long past, comes an hour later. */
const MOST_MS = 300_000;

export const shapeUsageDays: Job = {
  name: "usage.shape_days",
  cron: "6 * * * *",
  async run({ deps }) {
    const principal = systemPrincipal("job usage.shape_days");
    const endsAt = performance.now() + MOST_MS;
    let days = 0;
    for (const { day, about } of await daysToShape.execute(deps, principal, {})) {
      if (performance.now() > endsAt) break;
      await shapeUsageDay.execute(deps, principal, { day, about });
      days += 1;
    }
    return { days };
  },
};
