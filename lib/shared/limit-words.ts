// A limit in words, as people write it: "100/minute", "tokens:50000/day".

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
const QUOTA = ["day", "week", "month", "life"];

/**
 * `[meter:]amount/window`. Second, minute, hour and 24h slide (a rate); day, week, month and life are exact amounts per
 * calendar day, week or month, or for good (a quota). What is no limit has a `problem`, in a sentence.
 */
export function limitOfWords(text: string): { limit?: object; problem?: string } {
  const [, meter = "requests", amount, window = ""] = /^(?:([a-z][\w.-]*):)?(\d+)\/(\w+)$/.exec(text) ?? [];
  if (!amount) return { problem: `"${text}" is no limit; write one such as requests:100/minute.` };
  const limit = Number(amount);
  if (Object.hasOwn(RATE, window)) return { limit: { kind: "rate", meter, limit, window: RATE[window] } };
  if (QUOTA.includes(window)) return { limit: { kind: "quota", meter, limit, window } };
  const known = [...Object.keys(RATE), ...QUOTA].join(", ");
  return { problem: `"${window}" is no window; use one of ${known}.` };
}
