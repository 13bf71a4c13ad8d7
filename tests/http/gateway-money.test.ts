// Budgets: what is set aside, what is settled, and that no number of calls at once spends more than there is.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { updateKey } from "#lib/keys/update-key.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { principalOf } from "#tests/support/factories.ts";
import { type GatewayWorld, gatewayWorld } from "#tests/support/gateway.ts";

let given: GatewayWorld;
beforeAll(async () => {
  given = await gatewayWorld();
});
beforeEach(() => given.upstream.reset());
afterAll(() => given.close());

const budget = (limit: number, meter = "cost"): Limit[] => [
  { name: "budget", kind: "quota", meter, limit, window: "month", onFailure: "closed" },
];
const ask = (bearer: string, wish: object = {}) =>
  given.api.send("POST", "/v1/chat/completions", {
    bearer,
    atOnce: true,
    headers: { "x-provider-key": "sk-test-0123456789abcdef" },
    body: {
      model: "gpt-5-mini",
      max_tokens: 5,
      messages: [{ role: "user", content: "Say hello." }],
      ...wish,
    },
  });

async function spent(keyId: string): Promise<number> {
  await given.api.flush();
  const [row] = await given.world.ownerSql<{ cost: number }[]>`
    select coalesce(sum(cost_pico), 0)::float8 / 1e6 as cost from model_hours h
    join keys k on k.id = h.key_id where k.name = ${keyId}`;
  return row!.cost;
}

describe("64 calls at once against a budget that pays for ten", () => {
  it("spend no more than it, and those that got nothing are told that waiting does not help", async () => {
    // A call costs 20 × 1 + 5 × 4 = 40 micro-dollars.
    const { secret, id } = await given.key({ limits: budget(400) });
    await given.world
      .ownerSql`update keys set name = 'burst' where created_at = (select max(created_at) from keys)`;
    given.upstream.behaviour.delayMs = 30;
    const answers = await Promise.all(Array.from({ length: 64 }, () => ask(secret)));
    const good = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect(good.length + refused.length).toBe(64);
    expect(await spent("burst")).toBeLessThanOrEqual(400);
    expect(refused[0]?.body.error).toMatchObject({ type: "insufficient_quota", code: "insufficient_quota" });
    expect(refused[0]?.headers.get("x-should-retry")).toBe("false");
    given.upstream.behaviour.delayMs = 0;
    // What was set aside and not used came back: the rest of the budget can be spent to its end.
    for (let index = 0; index < 20 && (await ask(secret)).status === 200; index += 1);
    expect(await spent("burst")).toBeLessThanOrEqual(400);
    expect(await spent("burst")).toBeGreaterThanOrEqual(320);
    expect(id).toMatch(/^key_/);
    expect(given.upstream.billed.prompt + given.upstream.billed.output).toBe(await tokens("burst"));
  });

  async function tokens(name: string): Promise<number> {
    const [row] = await given.world.ownerSql<{ sum: number }[]>`
      select sum(input_tokens + cache_read_tokens + output_tokens)::int as sum from model_hours h
      join keys k on k.id = h.key_id where k.name = ${name}`;
    return row!.sum;
  }
});

describe("a budget", () => {
  it("counts what a call used, and not what was set aside for it", async () => {
    const { secret } = await given.key({ limits: budget(25 * 3, "tokens") });
    // 5 words may be 64: three calls of 25 tokens fit only if the rest came back after each.
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await ask(secret, { max_tokens: 10 })).status);
    expect(statuses.slice(0, 2)).toEqual([200, 200]);
    expect(statuses.at(-1)).toBe(429);
  });

  it("gets everything back from a call that the provider failed", async () => {
    const { secret } = await given.key({ limits: budget(60) });
    given.upstream.behaviour.failures = [{ status: 500, times: 20 }];
    for (let index = 0; index < 5; index += 1) expect((await ask(secret)).status).toBe(500);
    given.upstream.reset();
    expect((await ask(secret)).status).toBe(200);
  });

  it("leaves a mark when it is spent by a half, by four fifths, and whole", async () => {
    const { secret } = await given.key({ limits: budget(100) });
    await ask(secret);
    await ask(secret);
    const marks = () =>
      given.world.ownerSql`select percent from budget_marks where "limit" = 100 order by percent`;
    await expect.poll(async () => (await marks()).map(({ percent }) => percent)).toEqual([50, 80]);
  });
});

describe("sound", () => {
  const heard = (data: string) => [
    { role: "user", content: [{ type: "input_audio", input_audio: { data, format: "mp3" } }] },
  ];
  const sound = {
    model: "gpt-sound",
    modalities: ["text", "audio"],
    audio: { voice: "alloy", format: "pcm16" },
  };
  const newest = async () => (await given.calls()).filter(({ model }) => model === "gpt-sound").at(-1);

  it("costs what sound costs, in the prompt and in the answer, and stands beside the words", async () => {
    const { secret } = await given.key({ limits: budget(1_000_000) });
    Object.assign(given.upstream.behaviour, { heardTokens: 8, spokenTokens: 3 });
    const answer = await ask(secret, { ...sound, messages: heard("A".repeat(400)) });
    // 12 × 1 + 8 × 32 for the prompt, 5 × 4 + 3 × 64 for the answer.
    expect(answer.headers.get("x-keyhold-cost")).toBe("0.00048");
    expect(await newest()).toMatchObject({
      ...{ input_tokens: "20", output_tokens: "8", audio_input_tokens: "8", audio_output_tokens: "3" },
      ...{ audio_input_price: "32000000", audio_output_price: "64000000", cost_pico: "480000000" },
    });
  });

  it("is billed as far as it was delivered when a stream breaks, and what was asked by a guess", async () => {
    const { secret } = await given.key();
    Object.assign(given.upstream.behaviour, { spokenTokens: 9, breakAfter: 8, eventMs: 10 });
    await ask(secret, { ...sound, stream: true, messages: heard("A".repeat(4_100)) }).catch(() => {});
    await expect.poll(async () => (await newest())?.estimated).toBe(true);
    // Before it broke it had begun, said five words, and spoken twice; of the prompt there are 100 tokens at the most.
    expect(await newest()).toMatchObject({ audio_input_tokens: "100", audio_output_tokens: "2" });
  });

  it("is set aside at its own price", async () => {
    const silent = await ask((await given.key({ limits: budget(100) })).secret, { model: "gpt-sound" });
    expect(silent.status).toBe(200);
    const spoken = await ask((await given.key({ limits: budget(100) })).secret, sound);
    expect([spoken.status, spoken.body.error.code]).toEqual([429, "insufficient_quota"]);
  });
});

describe("a model without a known price", () => {
  const unknown = { model: "openai/gpt-of-tomorrow" };

  it("is refused where money is limited, and goes on without a cost where it is not", async () => {
    const limited = await given.key({ limits: budget(1_000_000) });
    const refused = await ask(limited.secret, unknown);
    expect([refused.status, refused.body.error.code]).toEqual([403, "unknown_price"]);
    const free = await ask((await given.key()).secret, unknown);
    expect(free.status).toBe(200);
    expect(free.headers.get("x-keyhold-cost")).toBeNull();
    const call = (await given.calls()).find(({ model }) => model === "gpt-of-tomorrow");
    expect(call).toMatchObject({ cost_pico: null, output_tokens: "5" });
  });

  it("costs the highest known price under the policy ceiling", async () => {
    await given.setPlan({ unknownPrice: "ceiling" });
    const { secret } = await given.key({ limits: budget(1_000_000_000) });
    const answer = await ask(secret, unknown);
    expect(answer.status).toBe(200);
    expect(Number(answer.headers.get("x-keyhold-cost"))).toBeGreaterThanOrEqual(0.00004);
    await given.setPlan({});
  });
});

describe("what a key may ask for", () => {
  it("is in its own list and in its plan's, by name or alias", async () => {
    await given.setPlan({ models: ["openai/*", "anthropic/*"], aliases: { fast: "openai/gpt-5-mini" } });
    const { secret } = await given.key({ gateway: { models: ["*/gpt-5-mini", "gemini/*"] } });
    const status = async (model: string) => (await ask(secret, { model })).status;
    expect(await status("fast")).toBe(200);
    expect(await status("gpt-5-mini")).toBe(200);
    expect(await status("anthropic/claude-sonnet-4-5")).toBe(403);
    expect(await status("gemini/gemini-2.5-flash")).toBe(403);
    await given.setPlan({});
  });

  it("changes for the next call when the key is changed", async () => {
    const { id, secret } = await given.key();
    expect((await ask(secret)).status).toBe(200);
    const principal = await principalOf(given.world, { tenant: given.tenant, role: "admin" });
    const gateway = { models: ["anthropic/*"], aliases: { fast: "openai/gpt-5-mini" } };
    const changed = await updateKey.execute(given.world.deps, principal, { keyId: id, gateway });
    expect(changed.gateway).toEqual(gateway);
    await given.api.send("GET", "/healthz");
    expect((await ask(secret)).status).toBe(403);
    await updateKey.execute(given.world.deps, principal, { keyId: id, gateway: null });
    await given.api.send("GET", "/healthz");
    expect((await ask(secret)).status).toBe(200);
  });
});

describe("the time that a provider takes", () => {
  it("is the call's own, and no part of the time to decide", async () => {
    const { secret, id } = await given.key();
    given.upstream.behaviour.delayMs = 400;
    expect((await ask(secret)).status).toBe(200);
    await given.api.flush();
    const [row] = await given.world.ownerSql`
      select e.latency_micros as decided, c.total_micros as whole from usage_events e
      join model_calls c on c.tenant_id = e.tenant_id and c.id = e.id where e.key_id = ${uuidOf("key", id)}`;
    expect(Number(row?.whole)).toBeGreaterThan(400_000);
    expect(row?.decided).toBeLessThan(Number(row?.whole) - 390_000);
  });
});
