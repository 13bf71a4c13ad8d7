// Endpoints of the demo. Their hosts are under .example, which nobody can own. They are off until what they were sent
// stands there (lib/demo/deliveries.ts), so that no process tells them of the past.
import { and, eq } from "drizzle-orm";
import { webhookEndpoints } from "#db/schema/index.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { createEndpoint } from "#lib/webhooks/create-endpoint.ts";
import { PLATFORM_ENDPOINTS } from "./cast.ts";
import { act, admin, blindly, member, type Stage, tenantCalled } from "./stage.ts";
import type { Step } from "./steps.ts";
import type { EndpointStory, TenantStory } from "./story.ts";

export function endpointSteps({ clientId, people, endpoints = [] }: TenantStory): Step[] {
  return endpoints.map((story) => ({
    ago: story.made,
    async play(stage) {
      const off = switchedOff(stage, await tenantCalled(stage, clientId));
      return act(off, createEndpoint, await member(stage, clientId, people[0]!.email), inputOf(story));
    },
  }));
}

export function platformEndpointSteps(): Step[] {
  return PLATFORM_ENDPOINTS.map((story) => ({
    ago: story.made,
    play: async (stage) =>
      act(
        switchedOff(stage, PLATFORM_TENANT),
        platformOwn(createEndpoint),
        await admin(stage),
        inputOf(story),
      ),
  }));
}

function inputOf({ kind, url, description, types }: EndpointStory) {
  return { kind, url, description, types: types && [...types] };
}

function switchedOff(stage: Stage, tenantId: Id<"ten">): Stage {
  const now = stage.deps.clock();
  return {
    ...blindly(stage),
    async settle(tx) {
      await tx
        .update(webhookEndpoints)
        .set({ disabledAt: now, disabledReason: "person" })
        .where(and(eq(webhookEndpoints.tenantId, tenantId), eq(webhookEndpoints.createdAt, now)));
      await stage.settle(tx);
    },
  };
}
