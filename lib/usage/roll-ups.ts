// Which roll-ups hold what is asked: finely, by the UTC day, and for days that are over in their shapes.
import { type SQL, sql } from "drizzle-orm";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { FINE_DAYS } from "#lib/shared/usage-grain.ts";
import {
  type DayShape,
  KEY_CALLS,
  KEY_DAYS,
  KEY_MODELS,
  PLATFORM_CALLS,
  PLATFORM_METERS,
  PLATFORM_MODELS,
  PLATFORM_RESOURCES,
  PLATFORM_SCOPES,
  TENANT_CALLS,
  TENANT_METERS,
  TENANT_MODELS,
  TENANT_RESOURCES,
  TENANT_SCOPES,
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
  /** What tells whole days that are over in fewer rows than `days` does. */
  shorter: DayShape | null;
}

const QUARTER = {
  ...{ moment: sql`u.bucket`, fineMs: 15 * MINUTE_MS, passing: false, shape: null, shorter: null },
};
const HOUR = { ...QUARTER, moment: sql`u.bucket + interval '30 minutes'`, fineMs: HOUR_MS };
const PASSING = { passing: true };

export function rollUpsFor(filter: UsageFilter, ask: Pick<Ask, "source" | "by">): RollUps {
  const { source, by } = ask;
  const ofKeys = filter.keys !== undefined || filter.legacy !== undefined || by === "key" || by === "legacy";
  const everybody = filter.tenants === undefined && by !== "tenant";
  const shorter = (shape: DayShape) => ({ shape, shorter: shape });
  switch (source) {
    case "events":
      return { ...QUARTER, fine: sql`usage_events`, moment: sql`u.at`, days: null };
    case "meters": {
      const shaped = ofKeys ? {} : shorter(everybody ? PLATFORM_METERS : TENANT_METERS);
      return { ...QUARTER, fine: sql`meter_quarter_hours`, days: sql`meter_days`, ...shaped };
    }
    case "models": {
      const shaped = ofKeys ? { shape: KEY_MODELS } : shorter(everybody ? PLATFORM_MODELS : TENANT_MODELS);
      return { ...HOUR, fine: sql`model_hours`, days: sql`key_model_days`, ...shaped };
    }
    case "latency":
      if (ofKeys) return { ...HOUR, fine: null, days: sql`key_latency_days` };
      return everybody
        ? { ...HOUR, fine: sql`platform_latency_hours`, days: sql`platform_latency_days` }
        : { ...HOUR, fine: sql`latency_hours`, days: sql`latency_days` };
    case "resources": {
      const shaped = everybody ? shorter(PLATFORM_RESOURCES) : { shape: TENANT_RESOURCES };
      return { ...HOUR, ...PASSING, fine: sql`resource_hours`, days: sql`resource_days`, ...shaped };
    }
    case "scopes": {
      const shaped = everybody ? shorter(PLATFORM_SCOPES) : { shape: TENANT_SCOPES };
      return { ...HOUR, ...PASSING, fine: sql`scope_hours`, days: sql`scope_days`, ...shaped };
    }
    case "calls":
      if (ofKeys) return callsOfKeys(filter, ask);
      return everybody
        ? {
            ...{ ...QUARTER, fine: sql`platform_quarter_hours`, days: sql`platform_days` },
            shape: PLATFORM_CALLS,
          }
        : { ...QUARTER, fine: sql`tenant_quarter_hours`, days: sql`tenant_days`, shape: TENANT_CALLS };
  }
}

/** Where all keys are told apart, and no outcomes, a day of a key is one row. */
function callsOfKeys({ keys, outcomes }: UsageFilter, { by }: Pick<Ask, "by">): RollUps {
  return {
    ...{ ...QUARTER, ...PASSING, fine: sql`usage_quarter_hours`, days: sql`key_days`, shape: KEY_CALLS },
    shorter: by === "key" && !keys && !outcomes ? KEY_DAYS : null,
  };
}

export function keptOf({ fine, fineMs, days, passing }: RollUps, { timeOfDay }: Ask, now: Date): Kept {
  const always = passing ? fineFrom(now) : null;
  return { fineMs, byDay: days !== null && !timeOfDay, fineFrom: fine ? always : "never" };
}

/** The first moment of which finer roll-ups surely stand. */
export function fineFrom(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (FINE_DAYS - 1) * DAY_MS);
}
