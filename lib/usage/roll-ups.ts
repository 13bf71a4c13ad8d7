// Which roll-ups hold what is asked: finely, by the UTC day, and for days that are over in their shapes.
import { type SQL, sql } from "drizzle-orm";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { FINE_DAYS } from "#lib/shared/usage-grain.ts";
import {
  type DayShape,
  KEY_CALLS,
  PLATFORM_METERS,
  PLATFORM_MODELS,
  PLATFORM_RESOURCES,
  PLATFORM_SCOPES,
  TENANT_CALLS,
  TENANT_METERS,
  TENANT_MODELS,
} from "./day-shapes.ts";
import type { UsageFilter } from "./filter.ts";
import type { Ask } from "./parts.ts";
import type { Kept } from "./spans.ts";

export interface RollUps {
  /** Null when it is kept by the day alone. */
  fine: SQL | null;
  /** The moment that a row of it counts at, from where it begins. */
  moment: SQL;
  fineMs: number;
  days: SQL | null;
  /** Whether the finer one is kept for FINE_DAYS only. */
  passing: boolean;
  /** What tells parts of days that are over. */
  shape: DayShape | null;
  /** Whether it tells whole days in fewer rows, too. */
  isShorter: boolean;
}

const QUARTER = {
  ...{ moment: sql`u.bucket`, fineMs: 15 * MINUTE_MS, passing: false, shape: null, isShorter: false },
};
const HOUR = { ...QUARTER, moment: sql`u.bucket + interval '30 minutes'`, fineMs: HOUR_MS };
const PASSING = { passing: true };

export function rollUpsFor(filter: UsageFilter, { source, by }: Pick<Ask, "source" | "by">): RollUps {
  const ofKeys = filter.keys !== undefined || filter.legacy !== undefined || by === "key" || by === "legacy";
  const everybody = filter.tenants === undefined && by !== "tenant";
  const shorter = (all: DayShape, theirs: DayShape | null) => {
    const shape = everybody ? all : theirs;
    return ofKeys || !shape ? {} : { shape, isShorter: true };
  };
  switch (source) {
    case "events":
      return { ...QUARTER, fine: sql`usage_events`, moment: sql`u.at`, days: null };
    case "meters": {
      const shaped = shorter(PLATFORM_METERS, TENANT_METERS);
      return { ...QUARTER, fine: sql`meter_quarter_hours`, days: sql`meter_days`, ...shaped };
    }
    case "models": {
      const shaped = shorter(PLATFORM_MODELS, TENANT_MODELS);
      return { ...HOUR, fine: sql`model_hours`, days: sql`key_model_days`, ...shaped };
    }
    case "latency":
      if (ofKeys) return { ...HOUR, fine: null, days: sql`key_latency_days` };
      return everybody
        ? { ...HOUR, fine: sql`platform_latency_hours`, days: sql`platform_latency_days` }
        : { ...HOUR, fine: sql`latency_hours`, days: sql`latency_days` };
    case "resources": {
      const shaped = shorter(PLATFORM_RESOURCES, null);
      return { ...HOUR, ...PASSING, fine: sql`resource_hours`, days: sql`resource_days`, ...shaped };
    }
    case "scopes": {
      const shaped = shorter(PLATFORM_SCOPES, null);
      return { ...HOUR, ...PASSING, fine: sql`scope_hours`, days: sql`scope_days`, ...shaped };
    }
    case "calls":
      return callRollUps(ofKeys, everybody);
  }
}

function callRollUps(ofKeys: boolean, everybody: boolean): RollUps {
  if (ofKeys)
    return {
      ...{ ...QUARTER, ...PASSING, fine: sql`usage_quarter_hours`, days: sql`key_days` },
      shape: KEY_CALLS,
    };
  return everybody
    ? { ...QUARTER, fine: sql`platform_quarter_hours`, days: sql`platform_days` }
    : { ...QUARTER, fine: sql`tenant_quarter_hours`, days: sql`tenant_days`, shape: TENANT_CALLS };
}

export function keptOf({ fine, fineMs, days, passing }: RollUps, { timeOfDay }: Ask, now: Date): Kept {
  const always = passing ? fineFrom(now) : null;
  return { fineMs, byDay: days !== null && !timeOfDay, fineFrom: fine ? always : "never" };
}

/** The first moment of which finer roll-ups surely stand. */
export function fineFrom(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (FINE_DAYS - 1) * DAY_MS);
}
