// The quotas of a tenant that are nearest to their end, with whether they last.
import { and, eq, gte, inArray, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { uuidOf } from "#db/schema/columns.ts";
import { keys, limitCounters, plans, tenants } from "#db/schema/index.ts";
import { type QueryContext, query } from "#lib/core/operation.ts";
import { limitsInForce } from "#lib/plans/limit-schemas.ts";
import { encodeId } from "#lib/shared/ids.ts";
import type { Limit, QuotaLimit } from "#lib/shared/limits.ts";
import { runningPeriod } from "./forecast-days.ts";
import { type LimitOutlook, outlooks, type QuotaLeft } from "./forecast-outlook.ts";

/** More keys than this are not looked at; those that spent the most come first. */
const MOST_COUNTERS = 500;

type Context = Pick<QueryContext, "tx" | "now" | "tenantId">;

/** Of quotas that something was spent of, the fullest first. */
export const forecastQuotas = query({
  name: "usage.forecast_quotas",
  on: "tenant",
  can: "usage:read",
  input: z.strictObject({ most: z.int().min(1).max(20).default(6) }),
  run: (context, { most }) => readQuotas(context, most),
});

/** The same within another query. */
export async function readQuotas(context: Context, most: number): Promise<LimitOutlook[]> {
  const spent = await spentQuotas(context);
  return outlooks(context, spent.toSorted((a, b) => leftOf(a) - leftOf(b)).slice(0, most));
}

const leftOf = ({ limit, left }: QuotaLeft) => left / limit.limit;

async function spentQuotas(context: Context): Promise<QuotaLeft[]> {
  const counted = await readCounters(context);
  const subjects = [...new Set(counted.map(({ subject }) => subject))];
  const owned = await readLimits(context, subjects);
  return counted.flatMap(({ subject, meter, window, spent }) => {
    const owner = owned.get(subject);
    const limits = (owner?.limits ?? []).filter(
      (limit): limit is QuotaLimit =>
        limit.kind === "quota" && limit.meter === meter && limit.window === window,
    );
    return limits.map((limit) => ({
      limit,
      left: Math.max(0, limit.limit - spent),
      key: owner?.key ?? null,
    }));
  });
}

function readCounters({ tx, now, tenantId }: Context) {
  const { window, bucket, spent } = limitCounters;
  const running = (["day", "week", "month"] as const).map((name) =>
    and(eq(window, name), gte(bucket, runningPeriod(name, "UTC", now).from)),
  );
  const sum = sql<number>`sum(${spent})::float8`;
  return tx
    .select({
      subject: sql<string>`${limitCounters.keyId}::text`,
      meter: limitCounters.meter,
      window,
      spent: sum,
    })
    .from(limitCounters)
    .where(and(eq(limitCounters.tenantId, tenantId), or(...running, eq(window, "life"))))
    .groupBy(limitCounters.keyId, limitCounters.meter, window)
    .having(sql`sum(${spent}) > 0`)
    .orderBy(sql`sum(${spent}) desc`)
    .limit(MOST_COUNTERS);
}

interface Owner {
  key: QuotaLeft["key"];
  limits: readonly Limit[];
}

/** The limits of keys that still work, and under the tenant's own uuid those that all keys share. */
async function readLimits({ tx, tenantId }: Context, subjects: string[]): Promise<Map<string, Owner>> {
  const [plan] = await tx
    .select({ limits: plans.limits })
    .from(tenants)
    .innerJoin(plans, eq(plans.id, tenants.planId))
    .where(eq(tenants.id, tenantId));
  const ids = subjects.map((uuid) => encodeId("key", uuid));
  const rows = await tx
    .select({ id: keys.id, name: keys.name, limits: keys.limits })
    .from(keys)
    .where(and(eq(keys.tenantId, tenantId), inArray(keys.id, ids), isNull(keys.revokedAt)));
  const planned = plan?.limits ?? [];
  const apart = (limit: Limit) => !limit.per;
  return new Map<string, Owner>([
    [uuidOf("ten", tenantId), { key: null, limits: planned.filter(({ per }) => per) }],
    ...rows.map(({ id, name, limits }): [string, Owner] => [
      uuidOf("key", id),
      { key: { id, name }, limits: limitsInForce(limits, planned).filter(apart) },
    ]),
  ]);
}
