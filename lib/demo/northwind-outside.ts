// What the large customer lets others see: endpoints that it is told at, and links to reports.
import type { EndpointStory, ReportStory } from "./story.ts";

export const endpoints: EndpointStory[] = [
  {
    ...{ kind: "standard", url: "https://hooks.northwind.example/keyhold", description: "Order platform" },
    ...{ made: 61, down: { since: 12.4, until: 8.7, status: 503, error: "it answered 503" } },
  },
  {
    ...{ kind: "slack", url: "https://chat.northwind.example/services/T01/B02/demo", made: 44 },
    ...{
      description: "#api-alerts",
      types: ["alert.opened", "alert.resolved", "key.leaked", "key.rotated"],
    },
    down: { since: 2.6, until: -1, status: null, error: "no answer within 15 seconds" },
  },
];

export const reports: ReportStory[] = [
  {
    ...{ title: "Monthly usage, for finance", search: "range=30d&group=key", namesKeys: true },
    ...{ made: 26, expiresInDays: 90, opened: { times: 14, ago: 0.8 } },
  },
  {
    ...{ title: "Refusals after the release", search: "metric=refusals&range=7d", frozen: true },
    ...{ made: 38, expiresInDays: 14, opened: { times: 3, ago: 31 } },
  },
  {
    ...{ title: "Blue Gum, pilot", search: "range=90d&compare=previous", made: 52, expiresInDays: 60 },
    ...{ opened: { times: 6, ago: 20 }, revoked: 17 },
  },
];
