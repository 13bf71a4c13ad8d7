// What a call asks for: mostly what its key is for, now and then something else, or from somewhere else.
import type { Question } from "#lib/verify/decide.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import { missingScopes } from "#lib/verify/scopes.ts";
import type { Random } from "./random.ts";
import type { TenantStory, Traffic } from "./story.ts";

const STRANGERS = ["192.0.2.233", "192.0.2.250", "2001:db8:ffff::66"];

export function questionOf(
  { api, units }: TenantStory,
  traffic: Traffic,
  { scopes }: Pick<KeyRecord, "scopes">,
  random: Random,
): { question: Question; resource: string } {
  const foreign = Object.keys(api).filter((scope) => missingScopes(scopes, [scope]).length > 0);
  const strays = foreign.length > 0 && random.chance(traffic.strays ?? 0);
  const scope = strays ? random.pick(foreign) : oftenFirst(traffic.uses, random);
  const spends = units?.[scope];
  const stranger = random.chance(traffic.strangers ?? 0);
  return {
    question: {
      scopes: [scope],
      cost: 1,
      units: spends ? { [spends.meter]: 1 + Math.floor(random.next() * spends.most) } : {},
      ip: random.pick(stranger ? STRANGERS : traffic.addresses),
      onlyTenant: null,
    },
    resource: random.pick(api[scope] ?? [scope]),
  };
}

/** Each half as likely as the one before it. */
export function oftenFirst<Item>(items: readonly Item[], random: Random): Item {
  return items.find(() => random.chance(0.6)) ?? items[0]!;
}
