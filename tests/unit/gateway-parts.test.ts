// The gateway's small parts: counting what was used, exact money, lists of models and circuits.

import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { keyGatewayDraft, keyGatewayOf } from "#components/gateway/gateway-draft.ts";
import { createBreaker } from "#lib/gateway/breaker.ts";
import { createCutOff } from "#lib/gateway/cut-off.ts";
import { isAllowed } from "#lib/gateway/models.ts";
import { costOf, dollars, microsOf } from "#lib/gateway/money.ts";
import { anthropicTally, openAiTally, tokensOf } from "#lib/gateway/tally.ts";

describe("the end of a call before its time", () => {
  it("comes when the call has lasted its longest, once, and not to one that is over", () => {
    vi.useFakeTimers();
    try {
      const told: string[] = [];
      const call = (name: string) => {
        const cutOff = createCutOff({ whenGone: () => () => told.push(`${name} stays`) }, 60_000);
        cutOff.tell(() => told.push(`${name} is cut`));
        return cutOff;
      };
      const [long, over] = [call("long"), call("over")];
      vi.advanceTimersByTime(30_000);
      over.release();
      const late = call("late");
      vi.advanceTimersByTime(31_000);
      expect(told).toEqual(["over stays", "long stays", "long is cut"]);
      expect([long.isCut, over.isCut, late.isCut]).toEqual([true, false, false]);
      vi.advanceTimersByTime(31_000);
      expect(told.slice(3)).toEqual(["late stays", "late is cut"]);
    } finally {
      vi.useRealTimers();
    }
  });
});

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

  it("tells sound from words as far as a provider does, and never more of it than there is", () => {
    const usage = (prompt: object, completion: object) => ({
      ...{ prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
      ...{ prompt_tokens_details: prompt, completion_tokens_details: completion },
    });
    expect(openAiTally(usage({ audio_tokens: 70 }, { audio_tokens: 20 }))).toMatchObject({
      ...{ input: 100, output: 50, audio: { input: 70, output: 20 } },
    });
    const beside = usage({ audio_tokens: 90, cached_tokens: 40 }, { audio_tokens: 50, reasoning_tokens: 30 });
    expect(openAiTally(beside)?.audio).toEqual({ input: 60, output: 20 });
    expect(openAiTally(usage({ audio_tokens: 0 }, { audio_tokens: null }))).not.toHaveProperty("audio");
  });
});

describe("money", () => {
  const price = {
    input: 1_250_000,
    output: 10_000_000,
    cacheRead: 125_000,
    cacheWrite: null,
    reasoning: null,
    ...{ audioInput: null, audioOutput: null, mostOutput: null },
  };

  it("is exact, and no call is free", () => {
    const cost = costOf({ input: 60, cacheRead: 40, cacheWrite: 1, output: 50, reasoning: 30 }, price);
    expect(cost).toBe(60n * 1_250_000n + 40n * 125_000n + 1_250_000n + 500_000_000n);
    expect([dollars(cost), dollars(0n), dollars(3_000_000_000_000n)]).toEqual(["0.00058125", "0", "3"]);
    expect([microsOf(1n), microsOf(1_000_000n), microsOf(1_000_001n)]).toEqual([1, 1, 2]);
  });
});

describe("the cost of any call", () => {
  // Some so large that what they come to is no exact number, but for whole ones without bounds.
  const count = fc.oneof(fc.nat(1_000_000), fc.nat(2_000_000_000));
  const each = fc.record({
    ...{ words: count, heard: count, cacheRead: count, cacheWrite: count },
    ...{ said: count, spoken: count, thought: count },
  });
  const pico = fc.nat(2_000_000_000);
  const maybe = fc.option(pico);
  const prices = fc.record({
    ...{ input: pico, output: pico, cacheRead: maybe, cacheWrite: maybe, reasoning: maybe },
    ...{ audioInput: maybe, audioOutput: maybe, mostOutput: fc.constant(null) },
  });
  type Each = typeof each extends fc.Arbitrary<infer T> ? T : never;
  const tallyOf = ({ words, heard, cacheRead, cacheWrite, said, spoken, thought }: Each) => ({
    ...{ input: words + heard, cacheRead, cacheWrite, output: said + spoken + thought, reasoning: thought },
    audio: { input: heard, output: spoken },
  });

  it("is what each kind of token costs, and a kind without a price of its own costs what it is a kind of", () =>
    fc.assert(
      fc.property(each, prices, (tokens, price) => {
        const { input, output } = price;
        const kinds: [number, number][] = [
          [tokens.words, input],
          [tokens.heard, price.audioInput ?? input],
          [tokens.cacheRead, price.cacheRead ?? input],
          [tokens.cacheWrite, price.cacheWrite ?? input],
          [tokens.said, output],
          [tokens.spoken, price.audioOutput ?? output],
          [tokens.thought, price.reasoning ?? output],
        ];
        const sum = kinds.reduce((all, [tokensOf, each]) => all + BigInt(tokensOf) * BigInt(each), 0n);
        expect(costOf(tallyOf(tokens), price)).toBe(sum);
      }),
    ));

  it("is the same with sound and without where sound has no price of its own", () =>
    fc.assert(
      fc.property(each, prices, (tokens, price) => {
        const { audio: _, ...silent } = tallyOf(tokens);
        const plain = { ...price, audioInput: null, audioOutput: null };
        expect(costOf(tallyOf(tokens), plain)).toBe(costOf(silent, price));
      }),
    ));

  it("is never more than the highest price for all of it", () =>
    fc.assert(
      fc.property(each, prices, (tokens, price) => {
        const most = Math.max(...Object.values(price).map((value) => value ?? 0));
        const tally = tallyOf(tokens);
        expect(costOf(tally, price)).toBeLessThanOrEqual(BigInt(tokensOf(tally)) * BigInt(most));
      }),
    ));
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
