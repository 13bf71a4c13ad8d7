// The views of usage that people in the demo saved.
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { createSavedView } from "#lib/usage/create-saved-view.ts";
import { northwind } from "./northwind.ts";
import { act, admin, member } from "./stage.ts";
import type { Step } from "./steps.ts";

const OF_STAFF = [
  {
    name: "Refusals by tenant",
    search: "metric=refusals&group=tenant&compare=previous&range=7d",
    shared: true,
  },
  { name: "Slowest decisions", search: "metric=p99&group=tenant&range=90d", shared: false },
];

const OF_NORTHWIND = [
  { name: "Refused this week", search: "metric=refusals&compare=weekdays&range=7d", shared: true },
  { name: "Orders by key", search: "group=key&range=24h&resource=POST /v1/orders", shared: false },
];

export function viewSteps(): Step[] {
  const [, person] = northwind.people;
  return [
    ...OF_STAFF.map((view, index) => ({
      ago: 41 - index,
      play: async (stage: Parameters<Step["play"]>[0]) =>
        act(stage, platformOwn(createSavedView), await admin(stage), view),
    })),
    ...OF_NORTHWIND.map((view, index) => ({
      ago: 34 - index,
      play: async (stage: Parameters<Step["play"]>[0]) =>
        act(stage, createSavedView, await member(stage, northwind.clientId, person!.email), view),
    })),
  ];
}
