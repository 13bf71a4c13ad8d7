// Files that people in the demo asked for, when all calls were there: a worker that runs makes them at once.
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { requestExport } from "#lib/exports/request-export.ts";
import { northwind } from "./northwind.ts";
import { act, admin, member } from "./stage.ts";
import type { Step } from "./steps.ts";

const OF_NORTHWIND = [
  { subject: "usage", format: "csv", question: { range: "30d", groupBy: "key" }, ago: 0.002 },
  { subject: "calls", format: "json", question: { outcome: "EXPIRED,REVOKED" }, ago: 0.001 },
] as const;

/** The oldest first; what they ask for must be there. */
export function exportSteps(): Step[] {
  const [, person] = northwind.people;
  const steps: Step[] = [
    ...OF_NORTHWIND.map(({ ago, ...wish }) => ({
      ago,
      play: async (stage: Parameters<Step["play"]>[0]) =>
        act(stage, requestExport, await member(stage, northwind.clientId, person!.email), wish),
    })),
    {
      ago: 0.003,
      play: async (stage) =>
        act(stage, platformOwn(requestExport), await admin(stage), {
          subject: "usage",
          format: "csv",
          question: { range: "90d", groupBy: "tenant", metric: "requests" },
        }),
    },
  ];
  return steps.toSorted((a, b) => b.ago - a.ago);
}
