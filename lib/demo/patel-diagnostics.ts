// The steady customer, in a zone that is half an hour off; its calls spend a meter of their own.
import type { TenantStory, Traffic } from "./story.ts";

const CLINICS = ["203.0.113.131", "203.0.113.132", "203.0.113.140", "2001:db8:91::5"];
const generates = { kind: "rate", meter: "patients", window: "1d" } as const;

const java = (rest: Omit<Traffic, "agent" | "addresses"> & Partial<Traffic>): Traffic[] => [
  { agent: "okhttp/5.1", addresses: CLINICS, ...rest },
];

export const patelDiagnostics: TenantStory = {
  clientId: "patel_diagnostics",
  name: "Patel Diagnostics",
  plan: "professional",
  timeZone: "Asia/Kolkata",
  made: 140,
  people: [
    { name: "Priya Patel", email: "priya@patel.example", role: "owner" },
    { name: "Rohan Desai", email: "rohan@patel.example", role: "admin" },
    { name: "Meera Iyer", email: "meera@patel.example", role: "developer" },
    { name: "Kiran Rao", email: "kiran@patel.example", role: "viewer" },
  ],
  api: {
    "records:read": ["GET /v2/patients", "GET /v2/patients/{id}"],
    "records:generate": ["POST /v2/patients/generate"],
    "reports:read": ["GET /v2/reports/{id}"],
    "consent:write": ["POST /v2/consents"],
  },
  units: { "records:generate": { meter: "patients", most: 54 } },
  credentials: [
    {
      ...{ provider: "anthropic", label: "Anthropic, reports", made: 97 },
      check: { ago: 0.4, state: "ok", detail: null, latencyMs: 241 },
    },
    {
      ...{ provider: "openai", label: "OpenAI, old account", made: 108 },
      check: { ago: 0.2, state: "invalid", detail: "The provider refused the key (401).", latencyMs: 198 },
    },
  ],
  reports: [
    {
      ...{ title: "Patients generated", search: "range=90d&group=key", made: 12, expiresInDays: 30 },
      opened: { times: 2, ago: 4 },
    },
  ],
  tokens: [{ name: "hospital bridge", permissions: ["keys:verify"], made: 138 }],
  keys: [
    {
      name: "hospital-mumbai",
      made: 135,
      by: "rohan",
      expiresInDays: 365,
      scopes: ["records:read", "reports:read", "consent:write"],
      ipAllow: ["203.0.113.128/25", "2001:db8:91::/48"],
      tags: ["prod", "hospital"],
      traffic: java({ perDay: 85, shape: "steady", uses: ["records:read", "reports:read", "consent:write"] }),
    },
    {
      name: "hospital-pune",
      made: 120,
      by: "rohan",
      expiresInDays: 365,
      scopes: ["records:read", "reports:read"],
      tags: ["prod", "hospital"],
      traffic: java({ perDay: 60, shape: "steady", uses: ["records:read", "reports:read"], strays: 0.01 }),
    },
    {
      name: "lab-gateway",
      made: 130,
      by: "meera",
      expiresInDays: 365,
      scopes: ["records:read", "reports:read"],
      tags: ["prod"],
      rotated: { ago: 0.6, graceDays: 1 },
      traffic: java({ perDay: 45, shape: "steady", uses: ["reports:read"] }),
    },
    {
      name: "patient-portal",
      made: 118,
      by: "meera",
      expiresInDays: 365,
      scopes: ["records:read", "consent:write"],
      tags: ["prod", "web"],
      traffic: java({ perDay: 40, shape: "consumer", uses: ["consent:write", "records:read"] }),
    },
    {
      name: "training-data",
      made: 100,
      by: "meera",
      expiresInDays: 365,
      scopes: ["records:generate"],
      tags: ["data"],
      perRequest: { patients: 50 },
      limits: [{ ...generates, limit: 900 }],
      traffic: java({
        perDay: 26,
        shape: "office",
        uses: ["records:generate"],
        agent: "python-requests/2.33",
      }),
    },
    {
      name: "public demo, 50 patients",
      made: 80,
      by: "priya",
      expiresInDays: null,
      demo: true,
      secret: "DEMO_MILMED_2025_50_PATIENTS",
      scopes: ["records:generate"],
      tags: ["public"],
      perRequest: { patients: 50 },
      limits: [
        { kind: "rate", meter: "requests", limit: 10, window: "1m" },
        { kind: "rate", meter: "requests", limit: 100, window: "1d" },
      ],
      traffic: java({
        perDay: 9,
        shape: "consumer",
        uses: ["records:generate"],
        addresses: ["192.0.2.30", "192.0.2.61", "192.0.2.99"],
        agent: "curl/8.15",
      }),
    },
    {
      name: "insurance-bridge",
      made: 87,
      by: "rohan",
      scopes: ["reports:read"],
      tags: ["partner"],
      ownerEmail: "it@suraksha.example",
      traffic: java({ perDay: 14, shape: "office", uses: ["reports:read"], strays: 0.05 }),
    },
    {
      name: "intern-laptop",
      made: 70,
      by: "meera",
      scopes: ["records:read"],
      revoked: { ago: 33.1, reason: "Left the company." },
      traffic: java({ perDay: 5, shape: "office", uses: ["records:read"], until: 32 }),
    },
    {
      name: "yearly-audit",
      made: 110,
      by: "priya",
      expiresInDays: 365,
      scopes: ["read"],
      traffic: java({ perDay: 12, shape: "office", uses: ["records:read", "reports:read"], until: 62 }),
    },
    {
      name: "report-drafts",
      made: 96,
      by: "rohan",
      expiresInDays: 365,
      tags: ["models"],
      gateway: { models: ["anthropic/*", "openai/*"], aliases: { drafts: "anthropic/claude-sonnet-4-5" } },
      limits: [{ kind: "quota", meter: "cost", limit: 12_500_000, window: "month" }],
      traffic: [
        {
          ...{ perDay: 20, shape: "office", uses: [], addresses: CLINICS, agent: "Anthropic/Python 0.75" },
          models: [
            {
              ...{
                provider: "anthropic",
                model: "claude-sonnet-4-5",
                payer: "byok",
                credential: "Anthropic, reports",
              },
              ...{ prompt: 3_400, answer: 760, cached: 0.5 },
            },
            {
              ...{
                provider: "openai",
                model: "gpt-5-mini",
                payer: "byok",
                credential: "OpenAI, old account",
              },
              ...{ prompt: 1_200, answer: 300, thinks: 0.2, fails: { since: 1.6, status: 401 } },
            },
          ],
        },
      ],
    },
    { name: "radiology", made: 3, by: "meera", scopes: ["records:read"], tags: ["prod"] },
    {
      name: "sandbox",
      made: 115,
      by: "meera",
      expiresInDays: 365,
      environment: "test",
      scopes: ["records:*", "reports:read"],
      perRequest: { patients: 10 },
      traffic: java({ perDay: 18, shape: "office", uses: ["records:read", "records:generate"] }),
    },
    {
      name: "ci",
      made: 90.5,
      by: "meera",
      expiresInDays: 365,
      environment: "test",
      scopes: ["records:read"],
      traffic: java({ perDay: 10, shape: "office", uses: ["records:read"] }),
    },
  ],
};
