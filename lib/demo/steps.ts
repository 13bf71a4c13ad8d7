// Everything that anybody does in the demo, in the order in which it happened.
import { createAdmin } from "#lib/auth/create-admin.ts";
import { inviteStaff } from "#lib/auth/invite-staff.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import { createTenant } from "#lib/tenants/create-tenant.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import { createToken } from "#lib/tokens/create-token.ts";
import { billingTermsSteps } from "./billing-terms-steps.ts";
import { ADMIN, SUPPORT, TENANTS } from "./cast.ts";
import { credentialSteps, platformCredentialSteps } from "./credential-steps.ts";
import { endpointSteps, platformEndpointSteps } from "./endpoint-steps.ts";
import { invoiceSteps } from "./invoice-steps.ts";
import { join, takeMail } from "./join.ts";
import { keySteps } from "./key-steps.ts";
import { reportSteps } from "./report-steps.ts";
import { act, admin, member, type Stage } from "./stage.ts";
import type { TenantStory } from "./story.ts";
import { termsSteps } from "./terms-steps.ts";
import { viewSteps } from "./view-steps.ts";
import { visitSteps } from "./visit-steps.ts";

export interface Step {
  /** Days before now. */
  ago: number;
  /** Ends in one act(). */
  play(stage: Stage): Promise<unknown>;
}

const OPENING_AGO = 180;
/** One person after the other, in a quarter of an hour each. */
const BETWEEN_PEOPLE = 0.01;

/** All steps before the last calls, the oldest first. `password` is everybody's, `now` what "ago" is counted from. */
export function demoSteps(password: string, now: Date): Step[] {
  const ofTenants = TENANTS.flatMap((story) => tenantSteps(story, password));
  const ofPlatform = [...termsSteps(), ...platformCredentialSteps(), ...platformEndpointSteps()];
  const ofBilling = [...billingTermsSteps(), ...invoiceSteps(now)];
  return [
    ...staffSteps(password),
    ...ofPlatform,
    ...ofTenants,
    ...ofBilling,
    ...viewSteps(),
    ...visitSteps(),
  ].toSorted((a, b) => b.ago - a.ago);
}

function staffSteps(password: string): Step[] {
  const { platformRole, ...support } = SUPPORT;
  const token = (
    name: string,
    permissions: ("keys:verify" | "usage:read" | "audit:read")[],
    ago: number,
  ) => ({
    ago,
    play: async (stage: Stage) =>
      act(stage, createPlatformToken, await admin(stage), { name, permissions, expiresInDays: null }),
  });
  return [
    {
      ago: OPENING_AGO,
      play: (stage) =>
        act(stage, createAdmin, systemPrincipal("command line"), {
          name: ADMIN.name,
          email: ADMIN.email,
          password,
        }),
    },
    {
      ago: OPENING_AGO - BETWEEN_PEOPLE,
      play: async (stage) =>
        join(
          stage,
          inviteStaff,
          await admin(stage),
          { email: support.email, platformRole },
          { ...support, password },
        ),
    },
    token("edge gateway", ["keys:verify"], OPENING_AGO - 1),
    token("monthly report", ["usage:read", "audit:read"], 66),
  ];
}

function tenantSteps(story: TenantStory, password: string): Step[] {
  const { clientId, name, plan, timeZone, made, people, invited, suspended, tokens = [] } = story;
  const [owner] = people;
  const asOwner = (stage: Stage) => member(stage, clientId, owner!.email);
  const steps: Step[] = [
    {
      ago: made,
      play: async (stage) => act(stage, createTenant, await admin(stage), { name, clientId, plan, timeZone }),
    },
    ...people.map((person, index) => ({
      ago: made - BETWEEN_PEOPLE * (index + 1),
      play: async (stage: Stage) => {
        const by = person === owner ? await admin(stage, clientId) : await asOwner(stage);
        const { email, role } = person;
        await join(stage, inviteMember, by, { email, role }, { ...person, password });
      },
    })),
    ...tokens.map((token) => ({
      ago: token.made,
      play: async (stage: Stage) =>
        act(stage, createToken, await asOwner(stage), {
          name: token.name,
          permissions: [...token.permissions],
          expiresInDays: null,
        }),
    })),
    ...credentialSteps(story),
    ...keySteps(story),
    ...endpointSteps(story),
    ...reportSteps(story),
  ];
  if (invited)
    steps.push({
      ago: invited.ago,
      play: async (stage) => {
        const settle: Stage["settle"] = async (tx) => {
          await takeMail(tx, invited.email, stage.deps.clock());
          await stage.settle(tx);
        };
        const { email, role } = invited;
        return act({ ...stage, settle }, inviteMember, await asOwner(stage), { email, role });
      },
    });
  if (suspended)
    steps.push({
      ago: suspended.ago,
      play: async (stage) =>
        act(stage, suspendTenant, await admin(stage, clientId), { reason: suspended.reason }),
    });
  return steps;
}
