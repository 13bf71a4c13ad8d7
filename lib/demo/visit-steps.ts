// Staff that looked at a tenant's pages for some minutes, as the tenant's audit trail tells.
import { beginVisit } from "#lib/visits/begin-visit.ts";
import { endVisit } from "#lib/visits/end-visit.ts";
import { northwind } from "./northwind.ts";
import { act, admin } from "./stage.ts";
import type { Step } from "./steps.ts";

const AGO = 8.6;
const MINUTES = 11;

export function visitSteps(): Step[] {
  const { clientId: tenant } = northwind;
  const reason = "Ticket 2231: why so many calls were rate limited";
  return [
    {
      ago: AGO,
      play: async (stage) => act(stage, beginVisit, await admin(stage), { tenant, reason, minutes: 15 }),
    },
    {
      ago: AGO - MINUTES / (24 * 60),
      play: async (stage) => act(stage, endVisit, await admin(stage), {}),
    },
  ];
}
