// The address of a list of keys, as the question that it asks. What cannot be read falls back to "no filter".
import type { ListKeysInput } from "#lib/keys/schemas.ts";
import type { Id } from "#lib/shared/ids.ts";
import { KEY_STATUSES } from "#lib/shared/key-status.ts";
import { ENVIRONMENTS } from "#lib/shared/outcomes.ts";

export type Search = Record<string, string | string[] | undefined>;

/** What deserves a look: filters that are no state of the key. */
export const CONCERNS = [
  { value: "expiring", label: "Expiring within 14 days" },
  { value: "never-expires", label: "Never expires" },
  { value: "dormant", label: "Not used for 30 days" },
] as const;

const SOON_DAYS = 14;

export const KEY_PARAMS = ["q", "status", "concern", "tag"];

export function keyFilters(search: Search): ListKeysInput {
  const concern = textOf(search, "concern");
  return {
    q: textOf(search, "q"),
    status: oneOf(KEY_STATUSES, textOf(search, "status")),
    environment: oneOf(ENVIRONMENTS, textOf(search, "env")),
    tag: textOf(search, "tag"),
    cursor: textOf(search, "after"),
    ...(concern === "expiring" ? { expiringWithinDays: SOON_DAYS } : {}),
    ...(concern === "never-expires" ? { neverExpires: true } : {}),
    ...(concern === "dormant" ? { dormant: true } : {}),
  };
}

/** Whether nothing was asked, so that an empty list means that there is nothing at all. */
export function asksForAll(search: Search): boolean {
  const asked = [...KEY_PARAMS, "tenant", "env", "after"].filter((name) => textOf(search, name));
  return asked.length === 0 || (asked.length === 1 && textOf(search, "env") === "all");
}

/** The ids of listed keys, for what else is asked of them. */
export const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id as Id<"key">);

export function textOf(search: Search, name: string): string | null {
  const value = search[name];
  return (Array.isArray(value) ? value[0] : value)?.trim().slice(0, 200) || null;
}

export function oneOf<const Value extends string>(
  values: readonly Value[],
  text: string | null,
): Value | null {
  return values.find((value) => value === text) ?? null;
}
