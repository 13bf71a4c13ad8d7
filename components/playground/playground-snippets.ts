// The call of the playground as a program makes it. Keys stand in it as placeholders and in no other way.
import type { Snippet } from "#components/feedback/code-snippet.tsx";

export interface SnippetFacts {
  baseUrl: string;
  keyPrefix: string;
  model: string;
  system: string;
  prompt: string;
  bringsKey: boolean;
}

export function chatSnippets(facts: SnippetFacts): Snippet[] {
  const model = facts.model || "openai/gpt-5-mini";
  const messages = [
    ...(facts.system.trim() ? [{ role: "system", content: facts.system }] : []),
    { role: "user", content: facts.prompt || "Say hello." },
  ];
  const asked = { ...facts, model, messages, key: `${facts.keyPrefix}_live_…` };
  return [curl(asked), typeScript(asked), python(asked)];
}

interface Asked extends SnippetFacts {
  messages: { role: string; content: string }[];
  key: string;
}

function curl({ baseUrl, key, bringsKey, model, messages }: Asked): Snippet {
  const body = JSON.stringify({ model, messages, stream: true }, null, 2).replaceAll("'", "'\\''");
  const lines = [
    `curl -N '${baseUrl}/v1/chat/completions' \\`,
    `  -H 'Authorization: Bearer ${key}' \\`,
    ...(bringsKey ? ["  -H 'X-Provider-Key: …' \\"] : []),
    "  -H 'Content-Type: application/json' \\",
    `  -d '${body}'`,
  ];
  return { label: "curl", code: lines.join("\n") };
}

function typeScript({ baseUrl, key, bringsKey, model, messages }: Asked): Snippet {
  const code = `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: ${JSON.stringify(`${baseUrl}/v1`)},
  apiKey: ${JSON.stringify(key)},${bringsKey ? '\n  defaultHeaders: { "X-Provider-Key": "…" },' : ""}
});
const stream = await client.chat.completions.create({
  model: ${JSON.stringify(model)},
  messages: ${JSON.stringify(messages)},
  stream: true,
});
for await (const { choices } of stream) process.stdout.write(choices[0]?.delta.content ?? "");`;
  return { label: "TypeScript", code };
}

function python({ baseUrl, key, bringsKey, model, messages }: Asked): Snippet {
  const code = `from openai import OpenAI

client = OpenAI(
    base_url=${JSON.stringify(`${baseUrl}/v1`)},
    api_key=${JSON.stringify(key)},${bringsKey ? '\n    default_headers={"X-Provider-Key": "…"},' : ""}
)
stream = client.chat.completions.create(
    model=${JSON.stringify(model)},
    messages=${JSON.stringify(messages)},
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)`;
  return { label: "Python", code };
}
