// Talks to a language model through Keyhold with the official package: only the address and the key differ.
//   KEYHOLD_KEY=… node examples/llm-gateway/chat.ts "Why is the sky blue?"
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: `${process.env.KEYHOLD_URL ?? "http://localhost:4000"}/v1`,
  apiKey: process.env.KEYHOLD_KEY,
});

const stream = await client.chat.completions.create({
  model: process.env.MODEL ?? "openai/gpt-5-mini",
  messages: [{ role: "user", content: process.argv[2] ?? "Say hello." }],
  stream: true,
  stream_options: { include_usage: true },
});

for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? "");
  if (chunk.usage) process.stderr.write(`\n${chunk.usage.total_tokens} tokens\n`);
}
