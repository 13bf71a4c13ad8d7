// The views that people in the demo saved.
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { createSavedView } from "#lib/views/create-saved-view.ts";
import { northwind } from "./northwind.ts";
import { act, admin, member } from "./stage.ts";
import type { Step } from "./steps.ts";

const OF_STAFF = [
  {
    screen: "usage",
    name: "Refusals by tenant",
    search: "metric=refusals&group=tenant&compare=previous&range=7d",
    shared: true,
  },
  {
    screen: "usage",
    name: "Slowest decisions",
    search: "metric=p99&group=tenant&range=90d",
    shared: false,
  },
  {
    screen: "keys",
    name: "Live keys that never expire",
    search: "env=live&concern=never-expires",
    shared: true,
  },
  {
    screen: "logs",
    name: "Over their limits",
    search: "outcome=RATE_LIMITED,QUOTA_EXCEEDED&range=7d",
    shared: true,
  },
  { screen: "tenants", name: "Suspended", search: "status=suspended", shared: false },
] as const;

const OF_NORTHWIND = [
  {
    screen: "usage",
    name: "Refused this week",
    search: "metric=refusals&compare=weekdays&range=7d",
    shared: true,
  },
  {
    screen: "usage",
    name: "Orders by key",
    search: "group=key&range=24h&resource=POST /v1/orders",
    shared: false,
  },
  { screen: "keys", name: "Unused for a month", search: "concern=dormant&status=active", shared: true },
  { screen: "logs", name: "Missing scopes", search: "outcome=INSUFFICIENT_SCOPE&range=7d", shared: true },
] as const;

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
