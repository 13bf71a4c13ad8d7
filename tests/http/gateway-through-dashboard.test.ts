// The dashboard passes the gateway's paths on: one base URL is enough, and nothing of a stream is held back.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPassThrough } from "#lib/web/pass-through.ts";
import { type GatewayWorld, gatewayWorld } from "#tests/support/gateway.ts";

let given: GatewayWorld;
let front: Server;
let client: OpenAI;

beforeAll(async () => {
  given = await gatewayWorld();
  const passThrough = createPassThrough({ host: "127.0.0.1", port: Number(new URL(given.api.url).port) });
  front = createServer(passThrough.handle);
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  client = new OpenAI({
    baseURL: `http://127.0.0.1:${(front.address() as AddressInfo).port}/v1`,
    apiKey: (await given.key()).secret,
    defaultHeaders: { "X-Provider-Key": "sk-test-0123456789abcdef" },
    maxRetries: 0,
  });
});
afterAll(async () => {
  front?.close();
  front?.closeAllConnections();
  await given?.close();
});

it("a stream arrives as it is spoken, and ends upstream when its reader leaves", async () => {
  Object.assign(given.upstream.behaviour, { words: Array.from({ length: 400 }, () => " word"), eventMs: 5 });
  const messages = [{ role: "user" as const, content: "Say hello." }];
  const stream = await client.chat.completions.create({ model: "gpt-5-mini", messages, stream: true });
  for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
  // Two seconds of words were still to come when the first one had arrived.
  await expect.poll(() => given.upstream.received[0]?.aborted).toBe(true);
  await expect.poll(async () => (await given.calls()).length).toBe(1);
  expect((await given.calls())[0]).toMatchObject({ estimated: true, streamed: true });
});
