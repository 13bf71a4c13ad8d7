// The gateway's small parts: counting what was used, exact money, lists of models and circuits.
import { describe, expect, it } from "vitest";
import { keyGatewayDraft, keyGatewayOf } from "#components/gateway/gateway-draft.ts";
import { createBreaker } from "#lib/gateway/breaker.ts";
import { isAllowed } from "#lib/gateway/models.ts";
import { costOf, dollars, microsOf } from "#lib/gateway/money.ts";
import { anthropicTally, openAiTally, tokensOf } from "#lib/gateway/tally.ts";

describe("what was used", () => {
  it("has no token twice, whichever way a provider counts", () => {
    const openAi = openAiTally({
      ...{ prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
      ...{
        prompt_tokens_details: { cached_tokens: 40 },
        completion_tokens_details: { reasoning_tokens: 30 },
      },
    });
    expect(openAi).toEqual({ input: 60, cacheRead: 40, cacheWrite: 0, output: 50, reasoning: 30 });
    const gemini = openAiTally({ prompt_tokens: 100, completion_tokens: 20, total_tokens: 150 });
    expect(gemini).toMatchObject({ output: 50, reasoning: 30 });
    const anthropic = anthropicTally({
      ...{
        input_tokens: 10,
        cache_creation_input_tokens: 20,
        cache_read_input_tokens: 30,
        output_tokens: 40,
      },
    });
    expect(tokensOf(anthropic)).toBe(100);
  });
});

describe("money", () => {
  const price = {
    input: 1_250_000,
    output: 10_000_000,
    cacheRead: 125_000,
    cacheWrite: null,
    reasoning: null,
    mostOutput: null,
  };

  it("is exact, and no call is free", () => {
    const cost = costOf({ input: 60, cacheRead: 40, cacheWrite: 1, output: 50, reasoning: 30 }, price);
    expect(cost).toBe(60n * 1_250_000n + 40n * 125_000n + 1_250_000n + 500_000_000n);
    expect([dollars(cost), dollars(0n), dollars(3_000_000_000_000n)]).toEqual(["0.00058125", "0", "3"]);
    expect([microsOf(1n), microsOf(1_000_000n), microsOf(1_000_001n)]).toEqual([1, 1, 2]);
  });
});

describe("a list of models", () => {
  it("allows what every list names, with * for any characters", () => {
    const ref = { provider: "openai" as const, model: "gpt-5-mini" };
    const allows = (...allowed: string[][]) => isAllowed(ref, { allowed });
    expect([
      allows(),
      allows(["*"]),
      allows(["openai/*"], ["*-mini"]),
      allows(["*/gpt-*-mini"]),
    ]).not.toContain(false);
    expect([allows([]), allows(["openai/gpt-5"]), allows(["openai/*"], ["anthropic/*"])]).not.toContain(true);
  });
});

describe("a circuit", () => {
  it("opens after five failures, lets one call through after a while, and closes when that succeeds", () => {
    let now = 0;
    const breaker = createBreaker(() => now, 10_000);
    for (let index = 0; index < 5; index += 1) {
      expect(breaker.allows("a")).toBe(true);
      breaker.failed("a");
    }
    expect([breaker.allows("a"), breaker.allows("b")]).toEqual([false, true]);
    now = 10_000;
    expect([breaker.allows("a"), breaker.allows("a")]).toEqual([true, false]);
    breaker.succeeded("a");
    expect(breaker.allows("a")).toBe(true);
  });
});

describe("a key's settings for models in a form", () => {
  it("keep the order of provider keys, and say nothing where nothing was chosen", () => {
    const credentials = ["cred_b", "cred_a"] as const;
    expect(keyGatewayOf(keyGatewayDraft({ credentials }))).toEqual({ credentials: [...credentials] });
    expect(keyGatewayOf({ ...keyGatewayDraft({ credentials }), credentials: [] })).toBeNull();
    expect(keyGatewayOf(keyGatewayDraft(null))).toBeNull();
  });
});
