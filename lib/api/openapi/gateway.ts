// The gateway's paths. Their bodies are the providers' own; what is ours are the headers.
import type { Json } from "./schema-book.ts";

const HOLDER = { tags: ["Language models"], security: [{ issuedKey: [] }, { issuedKeyHeader: [] }] };

const headerOf = (name: string, description: string): Json => ({
  name,
  in: "header",
  description,
  schema: { type: "string" },
});
const BROUGHT = [
  headerOf("X-Provider-Key", "A provider's key that pays for this call alone, and is kept nowhere."),
  headerOf("X-Provider", "Whose model it is, where its name does not say so."),
];
const answered = (description: string): Json => ({ description, schema: { type: "string" } });
const HEADERS = {
  "X-Keyhold-Payer": answered("Who paid: byok, managed or request."),
  "X-Keyhold-Credential": answered("The id of the credential that was spent."),
  "X-Keyhold-Model": answered("The model that answered, as provider/model."),
  "X-Keyhold-Cost": answered("Dollars, of an answer in one piece whose price is known."),
  "Server-Timing": answered("Milliseconds in all, and at the provider."),
};
const anything = (description: string): Json => ({
  description,
  content: { "application/json": { schema: { type: "object", description } } },
});

function post(operationId: string, summary: string, form: string): Json {
  return {
    post: {
      ...{ operationId, ...HOLDER, summary, parameters: BROUGHT },
      requestBody: {
        required: true,
        ...anything(`As ${form} has it. The model may be an alias, or provider/model.`),
      },
      responses: {
        200: { ...anything(`As ${form} has it; with stream, events.`), headers: HEADERS },
        default: anything(`An error in the form of ${form}.`),
      },
    },
  };
}

export function describeGateway(): Record<string, Json> {
  return {
    "/v1/chat/completions": post("chatCompletions", "Ask a model, in OpenAI's form.", "OpenAI"),
    "/v1/embeddings": post("embeddings", "Embed texts, in OpenAI's form.", "OpenAI"),
    "/v1/messages": post("messages", "Ask a model of Anthropic's, in its own form.", "Anthropic"),
    "/v1/models": {
      get: {
        ...{ operationId: "models", ...HOLDER, summary: "List the models that the key may ask." },
        responses: {
          200: anything("As OpenAI has it, or Anthropic where anthropic-version is sent."),
          default: anything("An error in the same form."),
        },
      },
    },
  };
}
