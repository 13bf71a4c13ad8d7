// Links to reports that people in the demo shared: one in use, one that ran out, one that was revoked.
import { and, eq } from "drizzle-orm";
import { reportLinks } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { notFound } from "#lib/core/errors.ts";
import { createReport } from "#lib/reports/create-report.ts";
import { revokeReport } from "#lib/reports/revoke-report.ts";
import type { Id } from "#lib/shared/ids.ts";
import { act, member, type Stage } from "./stage.ts";
import type { Step } from "./steps.ts";
import type { ReportStory, TenantStory } from "./story.ts";

export function reportSteps({ clientId, people, reports = [] }: TenantStory): Step[] {
  const asOwner = (stage: Stage) => member(stage, clientId, people[0]!.email);
  return reports.flatMap((story) => stepsOf(story, asOwner));
}

function stepsOf(story: ReportStory, asOwner: (stage: Stage) => ReturnType<typeof member>): Step[] {
  const { made, opened, revoked, ...input } = story;
  const steps: Step[] = [
    {
      ago: made,
      play: async (stage) => act(alreadyOpened(stage, story), createReport, await asOwner(stage), input),
    },
  ];
  if (revoked !== undefined)
    steps.push({
      ago: revoked,
      async play(stage) {
        const principal = await asOwner(stage);
        const reportId = await reportCalled(stage, principal.tenantId!, input.title);
        return act(stage, revokeReport, principal, { reportId });
      },
    });
  return steps;
}

/** Nobody has the link any more by then: how often it was opened is told with it. */
function alreadyOpened(stage: Stage, { title, made, opened }: ReportStory): Stage {
  if (!opened) return stage;
  const lastOpenedAt = new Date(stage.deps.clock().getTime() + (made - opened.ago) * DAY_MS);
  return {
    ...stage,
    async settle(tx) {
      await tx
        .update(reportLinks)
        .set({ timesOpened: opened.times, lastOpenedAt })
        .where(eq(reportLinks.title, title));
      await stage.settle(tx);
    },
  };
}

async function reportCalled({ deps }: Stage, tenantId: Id<"ten">, title: string): Promise<Id<"rep">> {
  const [found] = await onPlatform(deps.db, (tx) =>
    tx
      .select({ id: reportLinks.id })
      .from(reportLinks)
      .where(and(eq(reportLinks.tenantId, tenantId), eq(reportLinks.title, title))),
  );
  if (!found) throw notFound("report");
  return found.id;
}
