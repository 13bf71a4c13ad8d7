// Provider keys of the demo: invented, and stored as real ones are. Nobody is asked whether they are good: what a check
// of them found is told, and they are left out of the daily checks (lib/credentials/request-daily-checks.ts).
import { and, eq } from "drizzle-orm";
import { credentialVersions } from "#db/schema/index.ts";
import type { Operation } from "#lib/core/operation.ts";
import { type Principal, systemPrincipal } from "#lib/core/principal.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { noteCheck } from "#lib/credentials/note-check.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { PROVIDERS } from "#lib/shared/providers.ts";
import { PLATFORM_CREDENTIALS } from "./cast.ts";
import { randomFor } from "./random.ts";
import { act, admin, blindly, credentialCalled, member, type Stage, tenantCalled } from "./stage.ts";
import type { Step } from "./steps.ts";
import type { CredentialStory, TenantStory } from "./story.ts";

interface Owner {
  add: Operation<Parameters<typeof addCredential.execute>[2], unknown>;
  by(stage: Stage): Promise<Principal>;
  tenantId(stage: Stage): Promise<Id<"ten">>;
}

export function credentialSteps({ clientId, people, credentials = [] }: TenantStory): Step[] {
  const owner: Owner = {
    add: addCredential,
    by: (stage) => member(stage, clientId, people[0]!.email),
    tenantId: (stage) => tenantCalled(stage, clientId),
  };
  return credentials.flatMap((story) => stepsOf(story, owner));
}

export function platformCredentialSteps(): Step[] {
  const owner: Owner = {
    add: platformOwn(addCredential),
    by: (stage) => admin(stage),
    tenantId: async () => PLATFORM_TENANT,
  };
  return PLATFORM_CREDENTIALS.flatMap((story) => stepsOf(story, owner));
}

function stepsOf({ provider, label, baseUrl, made, check }: CredentialStory, owner: Owner): Step[] {
  const { ago, ...found } = check;
  return [
    {
      ago: made,
      async play(stage) {
        const input = { provider, label, baseUrl, secret: inventedKey(provider, label) };
        return act(await unchecked(stage, owner), owner.add, await owner.by(stage), input);
      },
    },
    {
      ago,
      async play(stage) {
        const tenantId = await owner.tenantId(stage);
        const credentialId = await credentialCalled(stage, tenantId, label);
        return act(stage, noteCheck, systemPrincipal("vault", tenantId), {
          credentialId,
          version: 1,
          ...found,
        });
      },
    },
  ];
}

/** No check is asked for, from the moment on at which the key is there. */
async function unchecked(stage: Stage, owner: Owner): Promise<Stage> {
  const tenantId = await owner.tenantId(stage);
  return {
    ...blindly(stage),
    async settle(tx) {
      await tx
        .update(credentialVersions)
        .set({ checkRequestedAt: null })
        .where(
          and(
            eq(credentialVersions.tenantId, tenantId),
            eq(credentialVersions.createdAt, stage.deps.clock()),
          ),
        );
      await stage.settle(tx);
    },
  };
}

/** In the form of the provider's keys, and no key. */
function inventedKey(provider: CredentialStory["provider"], label: string): string {
  return `${PROVIDERS[provider].keyPrefix}demo-${randomFor(label).hex(32)}`;
}
