// Proves at night that the sums of each day are what its calls come to, as long as those stand.
import { systemPrincipal } from "#lib/core/principal.ts";
import { daysToProve } from "#lib/usage/days-to-prove.ts";
import { proveUsage } from "#lib/usage/prove-usage.ts";
import type { Job } from "./job.ts";

/** What is left then comes first the next night. */
const MOST_MS = 400_000;

export const proveUsageDays: Job = {
  name: "usage.prove_days",
  cron: "23 2 * * *",
  async run({ deps, log }) {
    const principal = systemPrincipal("job usage.prove_days");
    const endsAt = performance.now() + MOST_MS;
    let days = 0;
    let differences = 0;
    for (const day of await daysToProve.execute(deps, principal, {})) {
      if (performance.now() > endsAt) break;
      const proof = await proveUsage.execute(deps, principal, { day });
      days += 1;
      differences += proof.differences;
      if (proof.differences > 0)
        log.error(
          { day, found: proof.found },
          `sums of usage differ from their calls; "keyhold usage reroll" mends them`,
        );
    }
    return { days, differences };
  },
};
