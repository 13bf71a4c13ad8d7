// The large customer's calls to language models: paid with keys of its own, one of which has nothing left.
import type { CredentialStory, KeyStory, ModelStory } from "./story.ts";

const CLOUD = ["198.51.100.14", "198.51.100.15"];
const GPT_MINI: ModelStory = {
  ...{ provider: "openai", model: "gpt-5-mini", payer: "byok", credential: "OpenAI, production" },
  ...{ prompt: 2_600, answer: 520, cached: 0.4, thinks: 0.35 },
};
const CHAT = ["192.0.2.52", "192.0.2.53"];

export const models: KeyStory[] = [
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

export const credentials: CredentialStory[] = [
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
];
