// The bursty customer: quiet for hours, then everything at once.
import type { TenantStory, Traffic } from "./story.ts";

const FARM = ["198.51.100.201", "198.51.100.202", "198.51.100.203", "198.51.100.204"];

const go = (rest: Omit<Traffic, "agent" | "addresses"> & Partial<Traffic>): Traffic[] => [
  { agent: "Go-http-client/2.0", addresses: FARM, ...rest },
];

export const lumenRender: TenantStory = {
  clientId: "lumen_render",
  name: "Lumen Render",
  plan: "professional",
  timeZone: "Europe/Berlin",
  made: 110,
  people: [
    { name: "Jonas Weber", email: "jonas@lumen.example", role: "owner" },
    { name: "Lea Brandt", email: "lea@lumen.example", role: "admin" },
    { name: "Tomás Silva", email: "tomas@lumen.example", role: "developer" },
    { name: "Nora Falk", email: "nora@lumen.example", role: "viewer" },
  ],
  api: {
    "frames:render": ["POST /render"],
    "assets:read": ["GET /assets/{id}", "HEAD /assets/{id}"],
    "assets:write": ["PUT /assets/{id}"],
    "queue:read": ["GET /queue"],
  },
  units: { "frames:render": { meter: "generations", most: 4 } },
  tokens: [{ name: "render manager", permissions: ["keys:verify", "usage:write", "keys:read"], made: 108 }],
  keys: [
    {
      name: "farm-a",
      made: 105,
      by: "lea",
      expiresInDays: 365,
      scopes: ["frames:render", "assets:read"],
      tags: ["farm"],
      limits: [{ kind: "rate", meter: "requests", limit: 60, window: "1h" }],
      traffic: go({ perDay: 95, shape: "bursts", uses: ["frames:render", "assets:read"] }),
    },
    {
      name: "farm-b",
      made: 98,
      by: "lea",
      expiresInDays: 365,
      scopes: ["frames:render", "assets:read"],
      tags: ["farm"],
      limits: [{ kind: "quota", meter: "generations", limit: 400, window: "month" }],
      traffic: go({ perDay: 60, shape: "bursts", uses: ["frames:render", "assets:read"] }),
    },
    {
      name: "asset-uploader",
      made: 102,
      by: "tomas",
      expiresInDays: 365,
      scopes: ["assets:*"],
      traffic: go({ perDay: 45, shape: "bursts", uses: ["assets:write", "assets:read"], strays: 0.02 }),
    },
    {
      name: "status-board",
      made: 96,
      by: "tomas",
      expiresInDays: 365,
      scopes: ["queue:read"],
      traffic: go({ perDay: 36, shape: "steady", uses: ["queue:read"] }),
    },
    {
      name: "preview-plugin",
      made: 87.4,
      by: "tomas",
      scopes: ["frames:render"],
      perRequest: { generations: 2 },
      traffic: go({ perDay: 10, shape: "office", uses: ["frames:render"], agent: "BlenderPlugin/2.1" }),
    },
    {
      name: "nightly-cleanup",
      made: 94,
      by: "lea",
      expiresInDays: 365,
      scopes: ["assets:*"],
      traffic: go({ perDay: 22, shape: "nightly", uses: ["assets:read"] }),
    },
    {
      name: "freelancer-kit",
      made: 66,
      by: "lea",
      scopes: ["assets:read"],
      ipAllow: ["203.0.113.64/28"],
      traffic: go({
        perDay: 7,
        shape: "office",
        uses: ["assets:read"],
        addresses: ["203.0.113.66"],
        strangers: 0.2,
      }),
    },
    { name: "archive-reader", made: 40, by: "tomas", expiresInDays: 365, scopes: ["assets:read"] },
    {
      name: "staging",
      made: 92,
      by: "tomas",
      expiresInDays: 365,
      environment: "test",
      scopes: ["*"],
      traffic: go({ perDay: 14, shape: "office", uses: ["frames:render", "assets:write"] }),
    },
    {
      name: "integration-tests",
      made: 50,
      by: "tomas",
      environment: "test",
      scopes: ["frames:render", "queue:read"],
      traffic: go({ perDay: 9, shape: "office", uses: ["queue:read", "frames:render"] }),
    },
  ],
};
