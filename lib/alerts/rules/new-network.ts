// A key is used from a network that it was not seen in for 30 days. A key that is known for a few days only, or that
// comes from everywhere anyway, says nothing by it.
import { DAY_MS } from "#lib/core/clock.ts";
import type { SettingsOf } from "#lib/shared/alerts.ts";
import type { Id } from "#lib/shared/ids.ts";
import { dayOf, type Judged } from "./judged.ts";
import { logsAround } from "./words.ts";

export interface NetworkFacts {
  keyId: Id<"key">;
  keyName: string;
  /** In CIDR: a /24 of IPv4, a /48 of IPv6. */
  network: string;
  firstAt: Date;
  /** When the key was first seen in any network. */
  knownSince: Date;
  /** In how many it was seen, with this one. */
  networks: number;
}

export function judgeNewNetwork(
  { keyId, keyName, network, firstAt, knownSince, networks }: NetworkFacts,
  { learningDays, mostNetworks }: SettingsOf["new_network"],
): Judged | null {
  if (firstAt.getTime() - knownSince.getTime() < learningDays * DAY_MS || networks > mostNetworks)
    return null;
  return {
    subject: keyId,
    subjectLabel: keyName,
    keyId,
    period: `${network} ${dayOf(firstAt)}`,
    goesOn: false,
    title: `${keyName} is used from a new network`,
    text: `The first call from ${network} in 30 days; the key is known from ${networks - 1} ${networks === 2 ? "other network" : "others"}.`,
    path: logsAround(firstAt, { key: keyId }),
  };
}
