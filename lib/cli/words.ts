// The small languages of the command line: amounts, windows, durations and lists, as people write them.
import { invalidField } from "#lib/core/errors.ts";
import { limitOfWords } from "#lib/shared/limit-words.ts";

const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** `[meter:]amount/window`: "100/minute", "tokens:50000/day". */
export function readLimit(text: string): object {
  const { limit, problem } = limitOfWords(text);
  if (limit) return limit;
  throw invalidField("limit", problem ?? "This is no limit.");
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

/** Micros of "12.50" dollars, which may be negative. */
export function readDollars(text: string, field: string): number {
  const [, sign, whole, part = ""] = /^(-?)(\d{1,7})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (!whole) throw invalidField(field, `"${text}" is no amount in dollars; write one such as 12.50.`);
  const micros = Number(whole) * 1_000_000 + Number(part.padEnd(6, "0"));
  return sign ? -micros : micros;
}

/** Hundredths of a percent of "19" or "7.25". */
export function readPercent(text: string, field: string): number {
  const [, whole, part = ""] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (!whole) throw invalidField(field, `"${text}" is no percentage; write one such as 19 or 7.25.`);
  return Number(whole) * 100 + Number(part.padEnd(2, "0"));
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
