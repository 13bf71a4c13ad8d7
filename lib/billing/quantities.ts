// What a tenant used of a meter in a stretch of time: to the unit what charts of the live environment show.
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Ask } from "#lib/usage/parts.ts";
import { usage } from "#lib/usage/postgres-usage.ts";
import type { MonthEnds } from "./month.ts";

const PICO_IN_MICRO = 1_000_000;

/** By meter, in its unit; "cost" is what managed models cost, in micros of a dollar. Nothing later than `now` counts. */
export async function readQuantities(
  tx: Tx,
  tenantId: Id<"ten">,
  meters: readonly string[],
  { from, to }: Pick<MonthEnds, "from" | "to">,
  now: Date,
): Promise<Record<string, bigint>> {
  const end = to < now ? to : now;
  if (end <= from) return {};
  const filter = { from, to: end, now, tenants: [tenantId], environment: "live" } as const;
  const read = async (meter: string): Promise<[string, bigint]> => {
    const { ask, narrowed, unit } = questionOf(meter);
    const { rows } = await usage.top(tx, { ...filter, ...narrowed, tenants: [tenantId] }, ask);
    const amount = rows.reduce((sum, row) => sum + row.amount, 0);
    return [meter, BigInt(Math.round(amount / unit))];
  };
  return Object.fromEntries(await Promise.all(meters.map(read)));
}

function questionOf(meter: string) {
  const ask = (source: Ask["source"], metric: Ask["metric"]) =>
    ({ source, metric, by: "none", most: 1 }) as const;
  if (meter === "requests") return { ask: ask("calls", "requests"), narrowed: {}, unit: 1 };
  if (meter === "tokens") return { ask: ask("models", "tokens"), narrowed: {}, unit: 1 };
  if (meter === "cost")
    return {
      ask: ask("models", "cost"),
      narrowed: { payers: ["managed"] },
      unit: PICO_IN_MICRO,
    };
  return { ask: ask("meters", "meter"), narrowed: { meter }, unit: 1 };
}
