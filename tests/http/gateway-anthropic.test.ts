// Anthropic's own package against the gateway, with nothing but its base URL and key changed.
import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type GatewayWorld, gatewayWorld } from "#tests/support/gateway.ts";

const PROVIDER_KEY = "sk-ant-canary-0123456789abcdefghij";
let given: GatewayWorld;
let client: Anthropic;

beforeAll(async () => {
  given = await gatewayWorld();
  const { secret } = await given.key({
    limits: [
      { name: "requests", kind: "quota", meter: "requests", limit: 9, window: "day", onFailure: "closed" },
    ],
  });
  client = new Anthropic({
    baseURL: given.api.url,
    apiKey: secret,
    defaultHeaders: { "X-Provider-Key": PROVIDER_KEY },
    maxRetries: 0,
  });
});
beforeEach(() => given.upstream.reset());
afterAll(() => given.close());

const question = {
  model: "claude-sonnet-4-5",
  max_tokens: 64,
  messages: [{ role: "user" as const, content: "Say hello." }],
};

it("gets an answer, with who paid and what it cost", async () => {
  given.upstream.behaviour.cachedTokens = 8;
  const { data, response } = await client.messages.create(question).withResponse();
  expect(data.content[0]).toMatchObject({ type: "text", text: "Hello from the model." });
  expect(response.headers.get("x-keyhold-cost")).toBe("0.0000328");
  expect(response.headers.get("request-id")).toMatch(/^req_/);
  expect(given.upstream.received[0]?.headers).toMatchObject({
    "x-api-key": PROVIDER_KEY,
    "anthropic-version": expect.stringMatching(/^20/),
  });
  expect(given.upstream.received[0]?.body).toEqual(question);
});

it("gets a stream, whose figures at the end are what is billed", async () => {
  const message = await client.messages.stream(question).finalMessage();
  expect(message.content[0]).toMatchObject({ text: "Hello from the model." });
  const [call] = (await given.calls()).filter(({ streamed }) => streamed);
  expect(call).toMatchObject({ input_tokens: "20", output_tokens: "5", estimated: false, payer: "request" });
});

it("calls tools", async () => {
  const tools = [{ name: "weather", input_schema: { type: "object" as const } }];
  const first = await client.messages.create({ ...question, tools });
  expect(first.content[0]).toMatchObject({ type: "tool_use", name: "weather", input: { city: "Oslo" } });
  const streamed = await client.messages.stream({ ...question, tools }).finalMessage();
  expect(streamed.content).toEqual(first.content);
});

describe("an error", () => {
  it("of an unknown key is the package's own AuthenticationError", async () => {
    const stranger = client.withOptions({ apiKey: "kh_live_nonsense" });
    const error = await stranger.messages.create(question).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Anthropic.AuthenticationError);
    expect(error).toMatchObject({ error: { type: "error", error: { type: "authentication_error" } } });
  });

  it("of a model that is not Anthropic's says where it can be asked", async () => {
    const error = await client.messages
      .create({ ...question, model: "gpt-5-mini" })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Anthropic.BadRequestError);
  });

  it("in the middle of a stream is an event that the package throws", async () => {
    Object.assign(given.upstream.behaviour, { breakAfter: 5, eventMs: 2 });
    const error = await client.messages
      .stream(question)
      .finalMessage()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Anthropic.APIError);
    const call = (await given.calls()).find(({ estimated }) => estimated);
    expect(call).toMatchObject({ input_tokens: "20" });
  });

  it("of a request without max_tokens is the provider's own", async () => {
    const error = await client.messages
      .create({ ...question, max_tokens: undefined as never })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ status: 400 });
    expect(String(error)).toContain("max_tokens");
  });

  it("of a quota that is used up tells the package not to try again", async () => {
    const eager = client.withOptions({ maxRetries: 2 });
    let error: unknown;
    for (let index = 0; index < 10 && !error; index += 1)
      error = await eager.messages.create(question).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    expect(error).toBeInstanceOf(Anthropic.RateLimitError);
    const { headers } = error as InstanceType<typeof Anthropic.RateLimitError>;
    expect(headers?.get("x-should-retry")).toBe("false");
    const [refused] = await (async () => {
      await given.api.flush();
      return given.world
        .ownerSql`select count(*)::int as count from usage_events where outcome = 'QUOTA_EXCEEDED'`;
    })();
    expect(refused?.count).toBe(1);
  });
});
