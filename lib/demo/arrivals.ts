// When calls come: days and weeks have their shape in the customer's own zone, and business grows slowly.
import { tzOffset } from "@date-fns/tz";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import type { Random } from "./random.ts";
import { INCIDENT, type Shape, type Traffic, USAGE_DAYS } from "./story.ts";

/** How much busier than on average a shape is at an hour and weekday (0 is Sunday); about 1 over a week. */
const BUSY: Record<Shape, (hour: number, weekday: number, random: Random) => number> = {
  office: (hour, weekday) => (isWeekend(weekday) ? 0.15 : 1) * (hour >= 8 && hour < 19 ? 2.6 : 0.2),
  consumer: (hour, weekday) => (isWeekend(weekday) ? 1.25 : 0.9) * (0.2 + 1.6 * swing(hour - 19)),
  steady: (hour) => 0.75 + 0.5 * swing(hour - 14),
  nightly: (hour) => (hour >= 1 && hour < 4 ? 8 : 0),
  bursts: (_hour, _weekday, random) => (random.chance(0.05) ? 17 : 0.15),
};

/** How many times as many calls a client makes that has gone wild. */
const STORM = 18;
/** How many it makes in an hour even when it is quiet. */
const STORM_AT_LEAST = 320;

/** The moments of a key's calls until `now`, in order, in milliseconds. None is before `firstMs`. */
export function arrivalsOf(
  traffic: Traffic,
  { zone, firstMs, nowMs }: { zone: string; firstMs: number; nowMs: number },
  random: Random,
): number[] {
  const at = (ago: number) => nowMs - ago * DAY_MS;
  const { since = USAGE_DAYS, until = 0, perDay, shape, storms } = traffic;
  if (since === until) return [Math.round(at(since))];
  const from = Math.max(firstMs, at(since));
  const to = at(until);
  const moments: number[] = [];
  for (let hour = from - (from % HOUR_MS); hour < to; hour += HOUR_MS) {
    const local = new Date(hour + tzOffset(zone, new Date(hour)) * MINUTE_MS);
    const busy = BUSY[shape](local.getUTCHours(), local.getUTCDay(), random);
    const usual = (perDay / 24) * busy * growth(hour, nowMs);
    const isWild = storms && isIncident(hour, nowMs);
    const calls = random.poisson(isWild ? Math.max(usual * STORM, STORM_AT_LEAST) : usual);
    for (let call = 0; call < calls; call += 1) moments.push(Math.floor(hour + random.next() * HOUR_MS));
  }
  return moments.filter((moment) => moment >= from && moment < to).sort((a, b) => a - b);
}

export function isIncident(atMs: number, nowMs: number): boolean {
  const begin = nowMs - INCIDENT.ago * DAY_MS;
  return atMs >= begin && atMs < begin + INCIDENT.hours * HOUR_MS;
}

/** From 0.8 at the beginning to 1.2 today. */
function growth(atMs: number, nowMs: number): number {
  return 1.2 - (0.4 * (nowMs - atMs)) / (USAGE_DAYS * DAY_MS);
}

/** 1 at the hour itself, 0 twelve hours from it. */
function swing(hours: number): number {
  return (1 + Math.cos((hours / 24) * 2 * Math.PI)) / 2;
}

const isWeekend = (weekday: number) => weekday === 0 || weekday === 6;
