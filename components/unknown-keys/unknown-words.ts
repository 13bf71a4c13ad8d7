// A refused secret in the words of a reader.
import type { Tone } from "#components/ui/badge.tsx";
import type { RefusalClass } from "#lib/shared/refusals.ts";
import type { UnknownKeySource, UnknownKeyView } from "#lib/unknown-keys/view.ts";

export const CLASS_TONES: Record<RefusalClass, Tone> = {
  typo: "info",
  foreign: "neutral",
  revoked: "danger",
  purged: "warning",
};

/** "OpenAI 3f9c01aa", "analytics", "Many secrets from 203.0.113.0/24" */
export function nameOf({ key, form, fingerprint, network }: UnknownKeyView): string {
  if (network !== null)
    return network === "*" ? "Many secrets from many networks" : `Many secrets from ${network}`;
  return key ? key.name : `${form} ${fingerprint?.slice(0, 8)}`;
}

/** "*" stands for sources beyond those that are told apart. */
export function addressWords({ address }: Pick<UnknownKeySource, "address">): string {
  if (address === null) return "Not known";
  return address === "*" ? "Further addresses" : address;
}

/** The latest of several, and how many there are besides. */
export function firstOfMany(
  latest: string | null | undefined,
  count: number,
): { first: string; more: number } {
  const known = latest && latest !== "*" ? latest : null;
  return { first: known ?? (count > 0 ? "Several" : "—"), more: known ? Math.max(0, count - 1) : 0 };
}
