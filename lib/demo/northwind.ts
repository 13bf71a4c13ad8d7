// The large customer: more than half of all calls, and a key in every state that a key can be in.
import type { KeyStory, ModelStory, TenantStory, Traffic } from "./story.ts";

const OFFICE = ["203.0.113.20", "203.0.113.21"];
const CLOUD = ["198.51.100.14", "198.51.100.15", "198.51.100.77", "2001:db8:51::14"];
const PHONES = ["192.0.2.17", "192.0.2.88", "192.0.2.141", "2001:db8:77::2a", "2001:db8:77::9"];

const node = (rest: Omit<Traffic, "agent" | "addresses"> & Partial<Traffic>): Traffic[] => [
  { agent: "node-fetch/3.3", addresses: CLOUD, ...rest },
];

const GPT_MINI: ModelStory = {
  ...{ provider: "openai", model: "gpt-5-mini", payer: "byok", credential: "OpenAI, production" },
  ...{ prompt: 2_600, answer: 520, cached: 0.4, thinks: 0.35 },
};
const CHAT = ["192.0.2.52", "192.0.2.53"];

const busy: KeyStory[] = [
  {
    name: "storefront-web",
    made: 170,
    by: "amir",
    expiresInDays: 365,
    scopes: ["catalog:read", "orders:write"],
    tags: ["prod", "web"],
    ownerEmail: "web@northwind.example",
    limits: [{ kind: "rate", meter: "requests", limit: 600, window: "1m" }],
    traffic: node({ perDay: 400, shape: "consumer", uses: ["catalog:read", "orders:write"], strays: 0.003 }),
  },
  {
    name: "mobile-app",
    made: 165,
    by: "amir",
    expiresInDays: 365,
    scopes: ["catalog:read", "orders:*"],
    tags: ["prod", "mobile"],
    limits: [{ kind: "rate", meter: "requests", limit: 75, window: "1h" }],
    traffic: [
      {
        agent: "NorthwindApp/8.2 (iOS)",
        addresses: PHONES,
        perDay: 250,
        shape: "consumer",
        uses: ["catalog:read", "orders:read", "orders:write"],
        storms: true,
      },
    ],
  },
  {
    name: "order-service",
    made: 168,
    by: "amir",
    expiresInDays: null,
    scopes: ["orders:*", "inventory:read"],
    tags: ["prod", "backend"],
    traffic: node({ perDay: 120, shape: "office", uses: ["orders:write", "orders:read", "inventory:read"] }),
  },
  {
    name: "search-indexer",
    made: 150,
    by: "dana",
    expiresInDays: 365,
    scopes: ["catalog:read"],
    tags: ["prod", "backend"],
    traffic: node({ perDay: 90, shape: "steady", uses: ["catalog:read"], agent: "python-httpx/0.28" }),
  },
  {
    name: "warehouse-sync",
    made: 140,
    by: "dana",
    expiresInDays: 365,
    scopes: ["inventory:*"],
    ipAllow: ["198.51.100.0/24", "2001:db8:51::/48"],
    tags: ["prod", "partner"],
    ownerEmail: "warehouse@northwind.example",
    traffic: node({
      perDay: 80,
      shape: "steady",
      uses: ["inventory:write", "inventory:read"],
      strangers: 0.02,
    }),
  },
  {
    name: "checkout-service",
    made: 160,
    by: "amir",
    expiresInDays: null,
    scopes: ["orders:write", "customers:read"],
    tags: ["prod", "payments"],
    limits: [{ kind: "rate", meter: "requests", limit: 300, window: "1m", onFailure: "closed" }],
    rotated: { ago: 2.3, graceDays: 7 },
    traffic: node({ perDay: 85, shape: "consumer", uses: ["orders:write", "customers:read"] }),
  },
  {
    name: "loyalty-service",
    made: 130,
    by: "dana",
    expiresInDays: 365,
    scopes: ["customers:*"],
    tags: ["prod", "backend"],
    rotated: { ago: 31.5, graceDays: 1 },
    traffic: node({ perDay: 40, shape: "consumer", uses: ["customers:read", "customers:write"] }),
  },
  {
    name: "analytics-nightly",
    made: 155,
    by: "dana",
    expiresInDays: 365,
    scopes: ["analytics:read", "orders:read"],
    tags: ["prod", "data"],
    limits: [{ kind: "quota", meter: "requests", limit: 5_000, window: "month" }],
    traffic: node({
      perDay: 45,
      shape: "nightly",
      uses: ["analytics:read", "orders:read"],
      agent: "python-requests/2.33",
    }),
  },
];

const troubled: KeyStory[] = [
  {
    name: "partner-pilot",
    made: 88,
    by: "amir",
    expiresInDays: 180,
    scopes: ["catalog:read"],
    tags: ["partner"],
    ownerEmail: "api@bluegum.example",
    limits: [{ kind: "quota", meter: "requests", limit: 2_500, window: "life" }],
    traffic: node({ perDay: 48, shape: "office", uses: ["catalog:read"], agent: "bluegum-sync/0.9" }),
  },
  {
    name: "pricing-notebook",
    made: 75,
    by: "dana",
    scopes: ["catalog:read", "analytics:read"],
    tags: ["data"],
    leaked: {
      ago: 12.2,
      places: [
        { url: "https://code.example/dana/notebooks/blob/main/pricing.ipynb", source: "commit" },
        { url: "https://paste.example/f3a1c9", source: "paste" },
      ],
    },
    traffic: [
      ...node({ perDay: 12, shape: "office", uses: ["analytics:read"], addresses: OFFICE, until: 12.3 }),
      ...node({
        perDay: 34,
        shape: "bursts",
        uses: ["catalog:read", "analytics:read"],
        addresses: ["192.0.2.201", "192.0.2.219"],
        agent: "curl/8.15",
        since: 13,
      }),
    ],
  },
  {
    name: "holiday-campaign",
    made: 86.6,
    by: "dana",
    scopes: ["catalog:read"],
    tags: ["marketing"],
    ownerEmail: "marketing@northwind.example",
    traffic: node({ perDay: 20, shape: "consumer", uses: ["catalog:read"] }),
  },
  {
    name: "spring-landing-page",
    made: 101,
    by: "dana",
    scopes: ["catalog:read"],
    tags: ["marketing"],
    traffic: node({ perDay: 9, shape: "consumer", uses: ["catalog:read"] }),
  },
  {
    name: "price-monitor",
    made: 120,
    by: "amir",
    expiresInDays: 365,
    scopes: ["catalog:read"],
    tags: ["partner"],
    disabled: 20.4,
    traffic: node({ perDay: 11, shape: "steady", uses: ["catalog:read"], until: 8 }),
  },
  {
    name: "support-desk",
    made: 110,
    by: "amir",
    expiresInDays: 365,
    scopes: ["orders:read", "customers:read"],
    tags: ["internal"],
    traffic: node({
      perDay: 16,
      shape: "office",
      uses: ["orders:read", "customers:read"],
      addresses: OFFICE,
      strays: 0.09,
    }),
  },
];

const quiet: KeyStory[] = [
  {
    name: "shared key from the old shop",
    made: 169,
    by: "olivia",
    expiresInDays: null,
    legacy: true,
    scopes: ["*"],
    tags: ["legacy"],
    traffic: node({ perDay: 34, shape: "office", uses: ["catalog:read", "orders:write"], until: 21 }),
  },
  {
    name: "crm-export",
    made: 166,
    by: "amir",
    expiresInDays: null,
    scopes: ["customers:read"],
    tags: ["data"],
    traffic: [
      ...node({ perDay: 6, shape: "nightly", uses: ["customers:read"], until: 47 }),
      // It wakes up half a day ago.
      ...[0.515, 0.512, 0.51].flatMap((ago) =>
        node({ perDay: 1, shape: "steady", uses: ["customers:read"], since: ago, until: ago }),
      ),
    ],
  },
  {
    name: "admin-scripts",
    made: 162,
    by: "olivia",
    expiresInDays: null,
    scopes: ["admin"],
    tags: ["internal"],
    traffic: node({
      perDay: 3,
      shape: "office",
      uses: ["inventory:write", "customers:write"],
      addresses: OFFICE,
      agent: "curl/8.15",
    }),
  },
  { name: "tax-service", made: 5, by: "dana", scopes: ["orders:read"], tags: ["prod", "backend"] },
  {
    name: "email-renderer",
    made: 95,
    by: "dana",
    expiresInDays: 365,
    scopes: ["orders:read", "catalog:read"],
    tags: ["prod", "backend"],
    traffic: node({ perDay: 38, shape: "consumer", uses: ["orders:read", "catalog:read"] }),
  },
  {
    name: "staging-web",
    made: 150,
    by: "dana",
    expiresInDays: 365,
    environment: "test",
    scopes: ["catalog:read", "orders:*"],
    traffic: node({
      perDay: 24,
      shape: "office",
      uses: ["catalog:read", "orders:write"],
      addresses: OFFICE,
      strays: 0.04,
    }),
  },
  {
    name: "ci-pipeline",
    made: 145,
    by: "dana",
    expiresInDays: 365,
    environment: "test",
    scopes: ["*:read", "*:write"],
    traffic: node({ perDay: 30, shape: "office", uses: ["orders:write", "catalog:read", "inventory:read"] }),
  },
  {
    name: "load-test",
    made: 60,
    by: "dana",
    expiresInDays: 180,
    environment: "test",
    scopes: ["catalog:read"],
    limits: [{ kind: "rate", meter: "requests", limit: 20, window: "1h" }],
    traffic: node({ perDay: 22, shape: "bursts", uses: ["catalog:read"], agent: "k6/1.4" }),
  },
];

const models: KeyStory[] = [
  {
    name: "support-assistant",
    made: 98,
    by: "amir",
    expiresInDays: 365,
    tags: ["prod", "models"],
    ownerEmail: "support@northwind.example",
    gateway: {
      models: ["openai/gpt-5*", "anthropic/claude-haiku-*"],
      aliases: { assistant: "openai/gpt-5-mini" },
      fallbacks: { "openai/gpt-5-mini": ["anthropic/claude-haiku-4-5"] },
    },
    limits: [{ kind: "quota", meter: "cost", limit: 2_500_000, window: "month" }],
    traffic: [
      {
        ...{ perDay: 38, shape: "consumer", uses: [], addresses: CHAT, agent: "OpenAI/JS 6.9" },
        models: [
          GPT_MINI,
          {
            ...{ provider: "anthropic", model: "claude-haiku-4-5", payer: "byok", credential: "Anthropic" },
            ...{ prompt: 2_700, answer: 480 },
          },
        ],
      },
    ],
  },
  {
    name: "catalog-writer",
    made: 91,
    by: "dana",
    expiresInDays: 365,
    tags: ["models", "data"],
    limits: [{ kind: "quota", meter: "tokens", limit: 2_000_000, window: "month" }],
    traffic: [
      {
        ...{ perDay: 16, shape: "nightly", uses: [], addresses: CLOUD, agent: "OpenAI/Python 2.8" },
        models: [
          {
            ...{ provider: "mistral", model: "mistral-small", payer: "byok", credential: "Mistral, trial" },
            ...{ prompt: 900, answer: 1_300, fails: { since: 3.2, status: 402 } },
          },
          GPT_MINI,
        ],
      },
    ],
  },
];

export const northwind: TenantStory = {
  clientId: "northwind",
  name: "Northwind Commerce",
  plan: "enterprise",
  timeZone: "America/New_York",
  made: 175,
  people: [
    { name: "Olivia Park", email: "olivia@northwind.example", role: "owner" },
    { name: "Amir Haddad", email: "amir@northwind.example", role: "admin" },
    { name: "Dana Kowalski", email: "dana@northwind.example", role: "developer" },
    { name: "Victor Lind", email: "victor@northwind.example", role: "viewer" },
  ],
  invited: { email: "june@northwind.example", role: "developer", ago: 1.2 },
  api: {
    "catalog:read": ["GET /v1/products", "GET /v1/search", "GET /v1/products/{id}"],
    "orders:read": ["GET /v1/orders", "GET /v1/orders/{id}"],
    "orders:write": ["POST /v1/orders", "POST /v1/carts"],
    "inventory:read": ["GET /v1/stock"],
    "inventory:write": ["PUT /v1/stock/{sku}"],
    "customers:read": ["GET /v1/customers/{id}"],
    "customers:write": ["PATCH /v1/customers/{id}"],
    "analytics:read": ["GET /v1/reports/sales"],
  },
  tokens: [{ name: "shop gateway", permissions: ["keys:verify", "usage:write"], made: 172 }],
  credentials: [
    {
      ...{ provider: "openai", label: "OpenAI, production", made: 100 },
      check: { ago: 0.3, state: "ok", detail: null, latencyMs: 214 },
    },
    {
      ...{ provider: "anthropic", label: "Anthropic", made: 99 },
      check: { ago: 0.3, state: "ok", detail: null, latencyMs: 187 },
    },
    {
      ...{ provider: "mistral", label: "Mistral, trial", made: 92 },
      check: {
        ...{ ago: 3.2, state: "out_of_quota", latencyMs: 143 },
        detail: "The provider answered 402: nothing is left to spend.",
      },
    },
  ],
  endpoints: [
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
  ],
  reports: [
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
  ],
  keys: [...busy, ...troubled, ...quiet, ...models],
};
