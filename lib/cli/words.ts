// The small languages of the command line: amounts, windows, durations and lists, as people write them.
import { invalidField } from "#lib/core/errors.ts";

const RATE: Record<string, string> = {
  second: "1s",
  minute: "1m",
  hour: "1h",
  "24h": "1d",
  "1s": "1s",
  "1m": "1m",
  "1h": "1h",
  "1d": "1d",
};
const QUOTA = ["day", "month", "life"];

const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/**
 * `[meter:]amount/window`: "100/minute", "tokens:50000/day". Second, minute, hour and 24h slide (a rate);
 * day, month and life are exact amounts per calendar day or month, or for good (a quota).
 */
export function readLimit(text: string): object {
  const [, meter = "requests", amount, window = ""] = /^(?:([a-z][\w.-]*):)?(\d+)\/(\w+)$/.exec(text) ?? [];
  if (!amount) throw invalidField("limit", `"${text}" is no limit; write one such as requests:100/minute.`);
  if (Object.hasOwn(RATE, window))
    return { kind: "rate", meter, limit: Number(amount), window: RATE[window] };
  if (QUOTA.includes(window)) return { kind: "quota", meter, limit: Number(amount), window };
  const known = [...Object.keys(RATE), ...QUOTA].join(", ");
  throw invalidField("limit", `"${window}" is no window; use one of ${known}.`);
}

/** `meter:amount`, several of them. `field` is what they are for. */
export function readAmounts(texts: string[], field: string): Record<string, number> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, meter, amount] = /^([a-z][\w.-]*):(\d+)$/.exec(text) ?? [];
      if (!meter) throw invalidField(field, `"${text}" is no amount; write one such as patients:50.`);
      return [meter, Number(amount)];
    }),
  );
}

/** A whole number, 0 or more. */
export function readCount(text: string, field: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw invalidField(field, `"${text}" is no whole number.`);
}

/** Seconds of "90s", "15m", "24h", "7d" or "2w". */
export function readDuration(text: string, field: string): number {
  const [, amount, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (!amount || !unit)
    throw invalidField(field, `"${text}" is no duration; write one such as 15m, 24h or 90d.`);
  return Number(amount) * UNIT_SECONDS[unit]!;
}

/** The end of a key: `never`, a duration, or a time in RFC 3339. Days stay days. */
export function readExpiry(text: string | undefined, now: Date): object {
  if (text === undefined) return {};
  if (text === "never") return { expiresAt: null };
  if (/^\d{4}-/.test(text)) return { expiresAt: text };
  const seconds = readDuration(text, "expires-in");
  if (seconds % 86_400 === 0) return { expiresInDays: seconds / 86_400 };
  return { expiresAt: new Date(now.getTime() + seconds * 1_000).toISOString() };
}

/** "a,b , c" as a list. */
export function readList(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

/** For options that may be repeated. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
