// The months that the demo has invoices for, and until when their calls are stored as they are drawn up.
import { endsOfMonth, monthAt, shiftMonth } from "#lib/billing/month.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { TENANTS } from "./cast.ts";
import type { TenantStory } from "./story.ts";

export interface BilledMonth {
  /** Such as "2026-10". */
  name: string;
  /** Who was there by then. */
  tenants: TenantStory[];
  /** When it was over for all of them. */
  over: Date;
}

const MONTHS = 3;

/** The last ones that are over everywhere, the oldest first. */
export function billedMonths(now: Date): BilledMonth[] {
  const last = TENANTS.map(({ timeZone }) => shiftMonth(monthAt(now, timeZone), -1)).toSorted()[0]!;
  return Array.from({ length: MONTHS }, (_, place) => {
    const name = shiftMonth(last, place + 1 - MONTHS);
    const endOf = ({ timeZone }: TenantStory) => endsOfMonth(name, timeZone).to.getTime();
    const tenants = TENANTS.filter((story) => now.getTime() - story.made * DAY_MS < endOf(story));
    return { name, tenants, over: new Date(Math.max(...TENANTS.map(endOf))) };
  });
}
