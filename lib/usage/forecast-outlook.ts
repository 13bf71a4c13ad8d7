// Whether quotas last, at the pace of the last weeks.
import { z } from "zod";
import type { QueryContext } from "#lib/core/operation.ts";
import type { Id } from "#lib/shared/ids.ts";
import { QUOTA_WINDOWS, type QuotaLimit } from "#lib/shared/limits.ts";
import { type DayAhead, paceOf, runsOutAt } from "./forecast.ts";
import { daysAhead, readDays, runningPeriod } from "./forecast-days.ts";

/** Quotas run by UTC, wherever somebody looks from. */
const ZONE = "UTC";

export const LimitOutlook = z.strictObject({
  key: z
    .strictObject({ id: z.string(), name: z.string() })
    .nullable()
    .describe("Null for what all keys share."),
  name: z.string(),
  meter: z.string(),
  window: z.enum(QUOTA_WINDOWS),
  limit: z.int(),
  left: z.int(),
  /** When it is whole again; null for a quota for life. */
  resetsAt: z.iso.datetime().nullable(),
  outlook: z
    .enum(["spent", "ends", "lasts", "unknown"])
    .describe("“unknown” while there are too few whole days to learn from."),
  endsAt: z.iso.datetime().nullable().describe("About when it will be spent, where it does not last."),
});
export type LimitOutlook = z.infer<typeof LimitOutlook>;

export interface QuotaLeft {
  limit: QuotaLimit;
  left: number;
  /** Null for what all keys share. */
  key: { id: Id<"key">; name: string } | null;
}

/** In the order of `quotas`. */
export async function outlooks(
  { tx, now, tenantId }: Pick<QueryContext, "tx" | "now" | "tenantId">,
  quotas: readonly QuotaLeft[],
): Promise<LimitOutlook[]> {
  const ahead = new Map<QuotaLimit["window"], DayAhead[]>();
  const found: LimitOutlook[] = [];
  for (const { limit, left, key } of quotas) {
    const { name, meter, window } = limit;
    const resets = window === "life" ? null : runningPeriod(window, ZONE, now).to;
    const days = ahead.get(window) ?? (await daysAhead(tx, resets, ZONE, now));
    ahead.set(window, days);
    const { days: history } = await readDays(
      tx,
      { tenantId, meter, keyId: key?.id },
      { from: now, zone: ZONE },
      now,
    );
    const pace = paceOf(history);
    const endsAt = pace && left > 0 ? runsOutAt(pace, left, days) : null;
    const outlook = left <= 0 ? "spent" : !pace ? "unknown" : endsAt ? "ends" : "lasts";
    const times = { resetsAt: resets?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null };
    found.push({ key, name, meter, window, limit: limit.limit, left, outlook, ...times });
  }
  return found;
}
