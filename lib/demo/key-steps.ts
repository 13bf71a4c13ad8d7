// The life of a key as steps: made, rotated, switched off, revoked, leaked.
import { DAY_MS } from "#lib/core/clock.ts";
import type { Operation } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { reportLeaks } from "#lib/leaks/report-leaks.ts";
import { leakedSecret } from "./leaked-secret.ts";
import { act, keyCalled, member, type Stage } from "./stage.ts";
import type { Step } from "./steps.ts";
import type { KeyStory, TenantStory } from "./story.ts";

export function keySteps({ clientId, people, keys }: TenantStory): Step[] {
  return keys.flatMap((story) => stepsOf(story, (stage) => member(stage, clientId, makerOf(story, people))));
}

function stepsOf(story: KeyStory, maker: (stage: Stage) => ReturnType<typeof member>): Step[] {
  const { made, by: _, rotated, disabled, revoked, leaked, reported: __, traffic: ___, ...input } = story;
  const onKey = async <Input extends { keyId: string }>(
    stage: Stage,
    command: Operation<Input, unknown>,
    rest: Omit<Input, "keyId">,
  ) => {
    const principal = await maker(stage);
    const keyId = await keyCalled(stage, principal.tenantId!, input.name);
    return act(stage, command, principal, { ...rest, keyId } as Input);
  };
  const steps: Step[] = [
    {
      ago: made,
      async play(stage) {
        const secret = leaked && leakedSecret(stage.deps.peppers, input.name);
        return act(stage, createKey, await maker(stage), { ...input, secret });
      },
    },
  ];
  if (rotated) {
    const graceSeconds = (rotated.graceDays * DAY_MS) / 1_000;
    steps.push({ ago: rotated.ago, play: (stage) => onKey(stage, rotateKey, { graceSeconds }) });
  }
  if (disabled !== undefined) steps.push({ ago: disabled, play: (stage) => onKey(stage, disableKey, {}) });
  if (revoked)
    steps.push({
      ago: revoked.ago,
      play: (stage) => onKey(stage, revokeKey, { reason: revoked.reason }),
    });
  for (const [days, place] of leaked?.places.entries() ?? [])
    steps.push({
      ago: leaked!.ago - days,
      play: (stage) =>
        act(stage, reportLeaks, systemPrincipal("GitHub secret scanning"), {
          leaks: [{ token: leakedSecret(stage.deps.peppers, input.name), ...place }],
        }),
    });
  return steps;
}

function makerOf({ by }: KeyStory, people: TenantStory["people"]): string {
  const maker = people.find(({ email }) => email.startsWith(`${by}@`));
  if (!maker) throw new Error(`nobody is called ${by}`);
  return maker.email;
}
