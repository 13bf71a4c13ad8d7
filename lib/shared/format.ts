// Numbers, money, times and spans as people read them: one pinned locale, so that server and browser agree to the letter.
import type { Granularity } from "./range.ts";

export const LOCALE = "en-US";

const grouped = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 1 });

/** 1234567.891 → "1,234,567.89" */
export function formatNumber(value: number | bigint): string {
  return grouped.format(value);
}

/** 1234567.8 → "1,234,568" */
export function formatInteger(value: number | bigint): string {
  return whole.format(value);
}

/** 1234567 → "1.2M"; for axes and tiles, where the exact number stands elsewhere. */
export function formatCompact(value: number | bigint): string {
  return compact.format(value);
}

/** 0.1234 → "12.3%" */
export function formatPercent(ratio: number): string {
  return percent.format(ratio);
}

/** Change from `before` to `now`: "+12.5%", "−3%", "new" when there was nothing before, "0%" when nothing changed. */
export function formatChange(now: number, before: number): string {
  if (now === before) return "0%";
  if (before === 0) return "new";
  const ratio = (now - before) / Math.abs(before);
  return `${ratio > 0 ? "+" : "−"}${percent.format(Math.abs(ratio))}`;
}

/** Millionths of a currency unit → "$1,234.56"; below one cent up to six decimals, so that a small cost is not "$0.00". */
export function formatMicros(micros: number | bigint, currency = "USD"): string {
  const value = Number(micros) / 1_000_000;
  const small = value !== 0 && Math.abs(value) < 0.01;
  return new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: small ? 6 : 2,
  }).format(value);
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB"];

/** 1536 → "1.5 kB" (powers of 1000). */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(bytes / 1000 ** power)} ${BYTE_UNITS[power]}`;
}

const SPANS: [string, number][] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
];

/** A span in its two largest units: 5_400_000 → "1 h 30 min"; below one second "250 ms". */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Number(ms.toFixed(ms < 1 ? 2 : ms < 10 ? 1 : 0))} ms`;
  const first = SPANS.findIndex(([, size]) => ms >= size);
  const [unit, size] = SPANS[first] ?? ["s", 1_000];
  const [nextUnit, nextSize] = SPANS[first + 1] ?? ["", 0];
  const rest = nextSize ? Math.floor((ms % size) / nextSize) : 0;
  return `${Math.floor(ms / size)} ${unit}${rest ? ` ${rest} ${nextUnit}` : ""}`;
}

type Moment = Date | string | number;

/** "Nov 21, 2026, 14:05" in `timeZone`. */
export function formatDateTime(at: Moment, timeZone = "UTC"): string {
  return inZone(at, timeZone, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
}

/** "Nov 21, 2026, 14:05:09 UTC": for tooltips and detail, where the second and the zone matter. */
export function formatExact(at: Moment, timeZone = "UTC"): string {
  return inZone(at, timeZone, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
}

/** "Nov 21, 14:05:09.250" in `timeZone`: for logs. */
export function formatInstant(at: Moment, timeZone = "UTC"): string {
  return inZone(at, timeZone, {
    ...DAY,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  });
}

/** "Nov 21, 2026" in `timeZone`. */
export function formatDate(at: Moment, timeZone = "UTC"): string {
  return inZone(at, timeZone, { dateStyle: "medium" });
}

/** "14:05" in `timeZone`. */
export function formatTime(at: Moment, timeZone = "UTC"): string {
  return inZone(at, timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** The name of a chart's bucket: "14:15", "Nov 21, 14:00", "Nov 21", "Week of Nov 16", "Nov 2026". */
export function formatBucket(start: Moment, granularity: Granularity, timeZone = "UTC"): string {
  if (granularity === "15m")
    return inZone(start, timeZone, { ...DAY, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (granularity === "1h")
    return inZone(start, timeZone, { ...DAY, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (granularity === "1mo") return inZone(start, timeZone, { month: "short", year: "numeric" });
  const day = inZone(start, timeZone, granularity === "1d" ? { weekday: "short", ...DAY } : DAY);
  return granularity === "1w" ? `Week of ${day}` : day;
}

/** The same, as short as an axis needs it. */
export function formatTick(start: Moment, granularity: Granularity, timeZone = "UTC"): string {
  if (granularity === "15m" || granularity === "1h") {
    const time = formatTime(start, timeZone);
    return time === "00:00" ? inZone(start, timeZone, DAY) : time;
  }
  return inZone(start, timeZone, granularity === "1mo" ? { month: "short", year: "2-digit" } : DAY);
}

const DAY: Intl.DateTimeFormatOptions = { month: "short", day: "numeric" };

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "3 minutes ago", "in 2 days", "just now" within 45 seconds. Takes `now`, so that server and browser agree. */
export function formatRelative(at: Moment, now: Moment): string {
  const deltaMs = new Date(at).getTime() - new Date(now).getTime();
  if (Math.abs(deltaMs) < 45_000) return "just now";
  const [unit, size] = STEPS.find(([, ms]) => Math.abs(deltaMs) >= ms) ?? ["minute", 60_000];
  const amount = Math.trunc(deltaMs / size);
  return relative.format(amount === 0 ? Math.sign(deltaMs) : amount, unit as Intl.RelativeTimeFormatUnit);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making an Intl formatter costs more than a hundred uses of it, so each is kept. */
function inZone(at: Moment, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const name = `${timeZone}${JSON.stringify(options)}`;
  const formatter = formatters.get(name) ?? new Intl.DateTimeFormat(LOCALE, { ...options, timeZone });
  formatters.set(name, formatter);
  // Newer ICU data puts a narrow space before AM and elsewhere; browsers differ, so it is made an ordinary one.
  return formatter.format(new Date(at)).replaceAll("\u202f", " ");
}
