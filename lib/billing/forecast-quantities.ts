// What a tenant will have used of each meter at the end of a month, at the pace of the last weeks.
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";
import { forecast, paceOf } from "#lib/usage/forecast.ts";
import { daysAhead, type Meter, readDays } from "#lib/usage/forecast-days.ts";
import type { MonthEnds } from "./month.ts";

/**
 * Of the meters that `used` has, never less than that. A meter that was hardly used yet stays where it is; null while
 * none has a pace.
 */
export async function forecastQuantities(
  tx: Tx,
  tenantId: Id<"ten">,
  used: Readonly<Record<string, bigint>>,
  { to, zone }: MonthEnds,
  now: Date,
): Promise<Record<string, bigint> | null> {
  const ahead = await daysAhead(tx, to, zone, now);
  let isKnown = false;
  const expected: Record<string, bigint> = { ...used };
  for (const [meter, sofar] of Object.entries(used)) {
    const { days } = await readDays(
      tx,
      { tenantId, environment: "live", ...named(meter) },
      { from: now, zone },
      now,
    );
    const pace = paceOf(days);
    if (!pace) continue;
    isKnown = true;
    const { expected: whole } = forecast(pace, Number(sofar), ahead);
    expected[meter] = BigInt(Math.max(Math.round(whole), Number(sofar)));
  }
  return isKnown ? expected : null;
}

function named(meter: string): Omit<Meter, "tenantId" | "environment"> {
  if (meter === "cost") return { meter: "spend", models: { payers: ["managed"] } };
  return meter === "tokens" ? { meter, models: {} } : { meter };
}
