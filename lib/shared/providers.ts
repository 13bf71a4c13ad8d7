// The model providers that are known by name: where they answer, how they want their key, and which wire they speak.
// Addresses and headers are those of each provider's own API reference.

export const PROVIDER_IDS = [
  "openai",
  "anthropic",
  "gemini",
  "mistral",
  "groq",
  "openrouter",
  "deepseek",
  "azure-openai",
  "openai-compatible",
] as const;

export type ProviderId = (typeof PROVIDER_IDS)[number];

/** "openai": chat completions and embeddings, whoever serves them. "anthropic": messages. */
export type Wire = "openai" | "anthropic";

export interface Provider {
  id: ProviderId;
  name: string;
  wire: Wire;
  /** Without a trailing slash; null when the credential brings it. */
  baseUrl: string | null;
  /** The header that carries the key, and what stands before it. */
  auth: { header: string; prefix: "" | "Bearer " };
  /** Sent with every call besides the key. */
  headers: Readonly<Record<string, string>>;
  /** The cheapest call that needs a good key, relative to the base URL. Costs nothing at any of them. */
  check: { method: "GET"; path: string };
  /** How keys usually begin; "" when they have no such form. */
  keyPrefix: string;
}

const BEARER = { header: "authorization", prefix: "Bearer " } as const;
const LIST_MODELS = { method: "GET", path: "/models" } as const;

function openAiForm(id: ProviderId, name: string, baseUrl: string | null, keyPrefix = ""): Provider {
  return { id, name, wire: "openai", baseUrl, auth: BEARER, headers: {}, check: LIST_MODELS, keyPrefix };
}

export const PROVIDERS: Readonly<Record<ProviderId, Provider>> = {
  openai: openAiForm("openai", "OpenAI", "https://api.openai.com/v1", "sk-"),
  anthropic: {
    id: "anthropic",
    name: "Anthropic",
    wire: "anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    auth: { header: "x-api-key", prefix: "" },
    headers: { "anthropic-version": "2023-06-01" },
    check: { method: "GET", path: "/models?limit=1" },
    keyPrefix: "sk-ant-",
  },
  // Its OpenAI form takes the key as a bearer; x-goog-api-key is for the native form alone.
  gemini: openAiForm(
    "gemini",
    "Google Gemini",
    "https://generativelanguage.googleapis.com/v1beta/openai",
    "AIza",
  ),
  mistral: openAiForm("mistral", "Mistral", "https://api.mistral.ai/v1"),
  groq: openAiForm("groq", "Groq", "https://api.groq.com/openai/v1", "gsk_"),
  openrouter: {
    ...openAiForm("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "sk-or-"),
    // Its list of models is public, and so says nothing about a key.
    check: { method: "GET", path: "/key" },
  },
  deepseek: openAiForm("deepseek", "DeepSeek", "https://api.deepseek.com/v1", "sk-"),
  // The base URL names the customer's own resource: https://NAME.openai.azure.com/openai/v1.
  "azure-openai": {
    ...openAiForm("azure-openai", "Azure OpenAI", null),
    auth: { header: "api-key", prefix: "" },
  },
  "openai-compatible": openAiForm("openai-compatible", "OpenAI-compatible", null),
};

/** Whether `text` names a provider. */
export function isProviderId(text: string): text is ProviderId {
  return (PROVIDER_IDS as readonly string[]).includes(text);
}

/** The headers of a call to `provider` with `key`, in lower case. */
export function providerHeaders({ auth, headers }: Provider, key: string): Record<string, string> {
  return { ...headers, [auth.header]: auth.prefix + key };
}
