// The bursty customer: quiet for hours, then everything at once.
import type { TenantStory, Traffic } from "./story.ts";

/** What it runs itself; nobody else has a price for it. */
export const OWN_MODEL = "harbor-70b";

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
  credentials: [
    {
      ...{ provider: "openai-compatible", label: "Own cluster", made: 88 },
      baseUrl: "https://models.lumen.example/v1",
      check: {
        ago: 0.5,
        state: "unreachable",
        detail: "There was no answer within 10 seconds.",
        latencyMs: null,
      },
    },
  ],
  endpoints: [
    {
      ...{ kind: "standard", url: "https://old.lumen.example/hooks", description: "Old render manager" },
      ...{ types: ["key.created", "key.rotated", "key.expiring"], made: 70, off: true },
    },
  ],
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
      reported: { meter: "gpu_seconds", most: 900 },
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
    {
      name: "prompt-helper",
      made: 90,
      by: "lea",
      expiresInDays: 365,
      tags: ["models"],
      gateway: { payer: "managed", models: ["gemini/*", "openai/gpt-5-mini"] },
      limits: [{ kind: "quota", meter: "cost", limit: 7_000_000, window: "life" }],
      traffic: [
        {
          ...{ perDay: 30, shape: "bursts", uses: [], addresses: FARM, agent: "OpenAI/Go 3.8" },
          models: [
            {
              ...{
                provider: "gemini",
                model: "gemini-2.5-flash",
                payer: "managed",
                credential: "Gemini, shared",
              },
              ...{ prompt: 1_500, answer: 800, thinks: 0.3 },
            },
            {
              ...{ provider: "openai", model: "gpt-5-mini", payer: "managed", credential: "OpenAI, shared" },
              ...{ prompt: 1_400, answer: 600, cached: 0.2, thinks: 0.4 },
            },
          ],
        },
      ],
    },
    {
      name: "captions",
      made: 86,
      by: "tomas",
      expiresInDays: 365,
      tags: ["models"],
      gateway: { models: ["openai-compatible/*"] },
      traffic: [
        {
          ...{ perDay: 12, shape: "office", uses: [], addresses: FARM, agent: "OpenAI/Python 2.8" },
          models: [
            {
              ...{
                provider: "openai-compatible",
                model: OWN_MODEL,
                payer: "byok",
                credential: "Own cluster",
              },
              ...{ prompt: 700, answer: 240, fails: { since: 0.5, status: 503 } },
            },
          ],
        },
      ],
    },
    {
      name: "own-key-trials",
      made: 48,
      by: "tomas",
      environment: "test",
      gateway: { payer: "request" },
      traffic: [
        {
          ...{ perDay: 6, shape: "office", uses: [], addresses: FARM, agent: "curl/8.15" },
          models: [{ provider: "openai", model: "gpt-5-nano", payer: "request", prompt: 400, answer: 350 }],
        },
      ],
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
