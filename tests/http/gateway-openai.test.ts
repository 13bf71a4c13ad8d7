// OpenAI's own package against the gateway, with nothing but its base URL and key changed.
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type GatewayWorld, gatewayWorld } from "#tests/support/gateway.ts";

const PROVIDER_KEY = "sk-canary-0123456789abcdefghijklmnop";
let given: GatewayWorld;
let client: OpenAI;
let keyId: string;

beforeAll(async () => {
  given = await gatewayWorld();
  const key = await given.key();
  keyId = key.id;
  client = new OpenAI({
    baseURL: `${given.api.url}/v1`,
    apiKey: key.secret,
    defaultHeaders: { "X-Provider-Key": PROVIDER_KEY },
    maxRetries: 0,
  });
});
beforeEach(() => given.upstream.reset());
afterAll(() => given.close());

const question = { model: "gpt-5-mini", messages: [{ role: "user" as const, content: "Say hello." }] };
const tools = [
  {
    type: "function" as const,
    function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } },
  },
];

describe.each([
  ["a model of OpenAI's", "gpt-5-mini"],
  ["a model of Anthropic's, translated", "anthropic/claude-sonnet-4-5"],
  ["a model of Gemini's", "gemini/gemini-2.5-flash"],
])("%s", (_name, model) => {
  it("answers a question, and says who paid and what it cost", async () => {
    const { data, response } = await client.chat.completions.create({ ...question, model }).withResponse();
    expect(data.choices[0]?.message.content).toBe("Hello from the model.");
    expect(data.choices[0]?.finish_reason).toBe("stop");
    expect(data.usage).toMatchObject({ prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 });
    expect(response.headers.get("x-keyhold-payer")).toBe("request");
    expect(response.headers.get("x-keyhold-cost")).toBe("0.00004");
    expect(response.headers.get("x-request-id")).toMatch(/^req_/);
    expect(response.headers.get("server-timing")).toContain("upstream;dur=");
    const sent = given.upstream.received[0];
    expect(Object.values(sent!.headers).join()).toContain(PROVIDER_KEY);
    expect(sent?.body.model).toBe(model.split("/").at(-1));
  });

  it("streams an answer in which every chunk has a choice, unless usage was asked for", async () => {
    const stream = await client.chat.completions.create({ ...question, model, stream: true });
    let text = "";
    for await (const chunk of stream) {
      text += chunk.choices[0]!.delta.content ?? "";
      expect(chunk).not.toHaveProperty("usage");
    }
    expect(text).toBe("Hello from the model.");
    const asking = { ...question, model, stream: true as const, stream_options: { include_usage: true } };
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of await client.chat.completions.create(asking)) usage = chunk.usage ?? usage;
    expect(usage).toMatchObject({ prompt_tokens: 20, completion_tokens: 5 });
  });
});

describe.each(["gpt-5-mini", "anthropic/claude-sonnet-4-5"])("tools with %s", (model) => {
  it("are called, and answer, in one piece and in a stream", async () => {
    const asked = { ...question, model, tools };
    const first = await client.chat.completions.create(asked);
    const message = first.choices[0]!.message;
    expect(first.choices[0]?.finish_reason).toBe("tool_calls");
    const call = message.tool_calls?.[0] as OpenAI.ChatCompletionMessageFunctionToolCall;
    expect(JSON.parse(call.function.arguments)).toEqual({ city: "Oslo" });
    const answer = { role: "tool" as const, tool_call_id: call.id, content: "rain" };
    const second = await client.chat.completions.create({
      ...asked,
      messages: [...question.messages, message, answer],
    });
    expect(second.choices[0]?.message.content).toBe("Hello from the model.");
    const stream = client.chat.completions.stream(asked);
    const final = await stream.finalChatCompletion();
    const streamed = final.choices[0]!.message
      .tool_calls?.[0] as OpenAI.ChatCompletionMessageFunctionToolCall;
    expect(streamed.function).toMatchObject({ name: "weather", arguments: '{"city":"Oslo"}' });
  });
});

describe("embeddings", () => {
  it("come as the package wants them", async () => {
    const { data } = await client.embeddings.create({ model: "text-embedding-3-small", input: ["a", "b"] });
    expect(data.map(({ embedding }) => embedding)).toEqual([
      [0.25, -0.5, 0.125],
      [0.25, -0.5, 0.125],
    ]);
  });
});

describe("models", () => {
  it("are listed by the names under which they can be asked for", async () => {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    expect(names).toContain("openai/gpt-5-mini");
  });
});

describe("what passes through", () => {
  it("is untouched: pictures, and fields that nobody here knows", async () => {
    const body = {
      ...question,
      messages: [
        {
          role: "user" as const,
          content: [
            { type: "text" as const, text: "What is this?" },
            {
              type: "image_url" as const,
              image_url: { url: "data:image/png;base64,AAAA", detail: "low" as const },
            },
          ],
        },
      ],
      a_field_of_tomorrow: { deep: [1, 2.5, "x"] },
    };
    await client.chat.completions.create(body);
    expect(given.upstream.received[0]?.body).toEqual(body);
  });
});

describe("an error", () => {
  const failing = (wish: Partial<Parameters<typeof client.chat.completions.create>[0]> = {}, options = {}) =>
    client.chat.completions.create({ ...question, ...wish, stream: false } as never, options).then(
      () => Promise.reject(new Error("it did not fail")),
      (error: InstanceType<typeof OpenAI.APIError>) => error,
    );

  it("of an unknown key is the package's own AuthenticationError", async () => {
    const stranger = client.withOptions({ apiKey: "kh_live_nonsense" });
    const error = await stranger.chat.completions.create(question).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(error).toMatchObject({
      status: 401,
      code: "invalid_api_key",
      type: "invalid_request_error",
      param: null,
    });
  });

  it("of a body that is no JSON has all four fields", async () => {
    const { secret } = await given.key();
    const answer = await given.api.send("POST", "/v1/chat/completions", { bearer: secret, body: "{no" });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.error).sort()).toEqual(["code", "message", "param", "type"]);
    const wrong = await given.api.send("GET", "/v1/messages", { bearer: secret });
    expect(wrong.body).toMatchObject({ type: "error", error: { type: "invalid_request_error" } });
  });

  it("of a body of megabytes is for callers without a key alone", async () => {
    const picture = { url: `data:image/png;base64,${"A".repeat(3_000_000)}` };
    const content = [{ type: "image_url" as const, image_url: picture }];
    const body = { model: "gpt-5-mini", messages: [{ role: "user" as const, content }] };
    expect((await client.chat.completions.create(body)).choices).toHaveLength(1);
    const stranger = "kh_live_0000000000000000000000000000000000000000000000000";
    const refused = await given.api.send("POST", "/v1/chat/completions", { bearer: stranger, body });
    expect([refused.status, refused.body.error.type]).toEqual([413, "invalid_request_error"]);
  });

  it("of a model that nobody knows names the field", async () => {
    expect(await failing({ model: "wonder-1" })).toMatchObject({ status: 400, param: "model" });
  });

  it("of the provider comes through with its status and words, and without its key", async () => {
    given.upstream.behaviour.keys = [];
    const error = await failing();
    expect(error).toMatchObject({ status: 401, code: "provider_key_rejected" });
    expect(error.message).toContain("Incorrect API key provided");
    expect(JSON.stringify(error.error)).not.toContain(PROVIDER_KEY);
    expect(given.upstream.received).toHaveLength(1);
  });

  it("of a provider that fails for a moment is not the caller's: it is tried again before the first byte", async () => {
    given.upstream.behaviour.failures = [{ status: 503, times: 1 }];
    const answer = await client.chat.completions.create(question);
    expect(answer.choices[0]?.message.content).toBe("Hello from the model.");
    expect(given.upstream.received).toHaveLength(2);
    given.upstream.behaviour.hangUps = 2;
    expect(await failing()).toMatchObject({ status: 502, code: "upstream_unreachable" });
  });

  it("of a provider's own rate limit keeps the time to wait", async () => {
    given.upstream.behaviour.failures = [{ status: 429, times: 1, headers: { "retry-after": "7" } }];
    const error = await failing();
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(error.headers?.get("retry-after")).toBe("7");
  });
});

describe("a caller who leaves", () => {
  it("ends the call upstream, and pays for what was delivered: a marked guess", async () => {
    given.upstream.behaviour.words = Array.from({ length: 200 }, () => " word");
    given.upstream.behaviour.eventMs = 5;
    const before = (await given.calls()).length;
    const stream = await client.chat.completions.create({ ...question, stream: true });
    let seen = 0;
    for await (const _ of stream) {
      seen += 1;
      if (seen === 10) break;
    }
    await expect.poll(() => given.upstream.received[0]?.aborted).toBe(true);
    await expect.poll(async () => (await given.calls()).length).toBe(before + 1);
    const call = (await given.calls()).find(({ key_id, estimated }) => key_id && estimated);
    expect(Number(call?.output_tokens)).toBeGreaterThan(5);
    expect(Number(call?.output_tokens)).toBeLessThan(100);
    expect(Number(call?.cost_pico)).toBeGreaterThan(0);
  });
});

describe("a key that came with a call", () => {
  it("is nowhere afterwards: not in what is stored, not in what is logged", async () => {
    given.upstream.behaviour.words = [
      `Your key is ${PROVIDER_KEY}`,
      " or ",
      PROVIDER_KEY.slice(0, 20),
      PROVIDER_KEY.slice(20),
      "!",
    ];
    let streamed = "";
    for await (const chunk of await client.chat.completions.create({ ...question, stream: true }))
      streamed += chunk.choices[0]?.delta.content ?? "";
    expect(streamed).toContain("Your key is ");
    expect(streamed).not.toContain(PROVIDER_KEY);
    const whole = await client.chat.completions.create(question);
    expect(JSON.stringify(whole)).not.toContain(PROVIDER_KEY);
    await given.api.flush();
    expect(given.api.logged()).not.toContain(PROVIDER_KEY);
    const tables = await given.world.ownerSql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`;
    for (const { name } of tables) {
      const [found] = await given.world.ownerSql.unsafe(
        `select count(*)::int as count from ${name} as t where t::text like '%${PROVIDER_KEY}%'`,
      );
      expect([name, found?.count]).toEqual([name, 0]);
    }
  });
});

describe("what was used", () => {
  it("is as much as the provider counted, by key, model and payer", async () => {
    given.upstream.behaviour.cachedTokens = 8;
    const [before] = await sums();
    for (const model of ["gpt-5-mini", "anthropic/claude-sonnet-4-5", "gemini/gemini-2.5-flash"]) {
      await client.chat.completions.create({ ...question, model });
      const stream = await client.chat.completions.create({ ...question, model, stream: true });
      for await (const _ of stream);
    }
    const [after] = await sums();
    expect(after!.tokens - before!.tokens).toBe(given.upstream.billed.prompt + given.upstream.billed.output);
    expect(after!.tokens).toBe(after!.metered);
  });

  async function sums() {
    await given.api.flush();
    return given.world.ownerSql<{ tokens: number; metered: number }[]>`
      select (select sum(input_tokens + cache_read_tokens + cache_write_tokens + output_tokens) from model_hours)::int as tokens,
             (select sum(quantity) from meter_quarter_hours where meter = 'tokens')::int as metered`;
  }
});

it("has a key of its own in every row", async () => {
  const rows = await given.calls();
  expect(rows.length).toBeGreaterThan(10);
  expect(keyId).toMatch(/^key_/);
});
