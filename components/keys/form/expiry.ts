// How long a key lives, as the form offers it and as the contract takes it.

export const EXPIRY_DAYS = ["7", "30", "90", "365"] as const;

/** "keep" leaves the expiry of an existing key as it is. */
export type ExpiryPreset = (typeof EXPIRY_DAYS)[number] | "custom" | "never" | "keep";

export interface Expiry {
  preset: ExpiryPreset;
  /** A day as YYYY-MM-DD, for "custom". */
  date: string;
}

/** What a plan says about how long keys may live. */
export interface ExpiryPolicy {
  maxExpiryDays: number;
  allowsNeverExpiring: boolean;
}

export const DAY_MS = 86_400_000;

/** 90 days, or the longest that the plan allows. */
export function defaultExpiry(policy: ExpiryPolicy): Expiry {
  const preset = EXPIRY_DAYS.findLast((days) => Number(days) <= Math.min(90, policy.maxExpiryDays));
  return { preset: preset ?? "custom", date: "" };
}

/** `keep` is what the choice to leave everything as it is says; it is not offered without. */
export function expiryOptions(policy: ExpiryPolicy, keep?: string): { value: ExpiryPreset; label: string }[] {
  const days = EXPIRY_DAYS.filter((each) => Number(each) <= policy.maxExpiryDays);
  return [
    ...(keep ? [{ value: "keep" as const, label: keep }] : []),
    ...days.map((each) => ({
      value: each as ExpiryPreset,
      label: each === "365" ? "1 year" : `${each} days`,
    })),
    { value: "custom", label: "On a day…" },
    ...(policy.allowsNeverExpiring ? [{ value: "never" as const, label: "Never" }] : []),
  ];
}

/** The field of the contract that says it: a number of days, the end of the chosen day here, or null for never. */
export function expiryInput(expiry: Expiry): { expiresInDays?: number; expiresAt?: string | null } {
  if (expiry.preset === "keep") return {};
  if (expiry.preset === "never") return { expiresAt: null };
  if (expiry.preset !== "custom") return { expiresInDays: Number(expiry.preset) };
  return { expiresAt: endOfDay(expiry.date) };
}

/** The moment at which the day ends in the reader's own zone, or the text itself when it is no day. */
export function endOfDay(date: string): string {
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? date : end.toISOString();
}

/** A moment as the value of a date input, in the reader's own zone. */
export function dateInputValue(moment: Date): string {
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
}
