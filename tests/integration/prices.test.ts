import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listPrices } from "#lib/prices/list-prices.ts";
import type { ListPricesInput } from "#lib/prices/schemas.ts";
import { setPrices } from "#lib/prices/set-prices.ts";
import { describeCommand } from "../support/describe-command.ts";
import { principalOf } from "../support/factories.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const PRICE = {
  ...{
    provider: "openai" as const,
    model: "gpt-of-tomorrow",
    input: "1.25",
    output: "10",
    cacheRead: "0.125",
  },
  ...{ source: "https://openai.com/api/pricing/", asOf: "2026-03-10" },
};

describeCommand(setPrices, {
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  arrange: () => ({ prices: [PRICE] }),
  worked: ({ changes }) =>
    expect(changes).toMatchObject([{ change: "new", before: null, after: { input: "1.25" } }]),
  bad: {
    change: { prices: [{ ...PRICE, input: "1.2345678", asOf: "yesterday" }] },
    fields: ["prices.0.input", "prices.0.asOf"],
  },
});

describe("prices", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it("are known of about a hundred models from the beginning, each with its source and date", async () => {
    const staff = await principalOf(world, { platformRole: "support" });
    const { items } = await listPrices.execute(world.deps, staff, {});
    expect(items.length).toBeGreaterThan(100);
    expect(items.every(({ source, asOf }) => /^https:/.test(source) && /^\d{4}-/.test(asOf))).toBe(true);
    expect(items.find(({ model }) => model === "claude-sonnet-4-5")).toMatchObject({
      ...{ input: "3", output: "15", cacheRead: "0.3", cacheWrite: "3.75" },
    });
    const { items: later } = await listPrices.execute(
      { ...world.deps, clock: () => new Date("2026-12-01") },
      staff,
      {},
    );
    expect(later.find(({ provider, model }) => provider === "openai" && model === "gpt-audio")).toMatchObject(
      {
        ...{ input: "2.5", output: "10", audioInput: "32", audioOutput: "64", asOf: "2026-11-21" },
      },
    );
    expect(
      later.find(({ provider, model }) => `${provider}/${model}` === "gemini/gemini-2.5-flash"),
    ).toMatchObject({
      ...{ input: "0.3", output: "2.5", cacheRead: "0.03", audioInput: "1", audioOutput: null },
    });
  });

  it("are found by provider and model, and sorted by what they come to, those without such a price last", async () => {
    const staff = await principalOf(world, { platformRole: "support" });
    const list = async (input: ListPricesInput) => (await listPrices.execute(world.deps, staff, input)).items;
    const all = await list({});
    const named = (q: string) => list({ q }).then((items) => items.map(({ model }) => model));
    // Of Azure's, OpenAI's and OpenRouter's.
    expect(await named("OPENAI/gpt-5-m")).toEqual(["gpt-5-mini", "gpt-5-mini", "openai/gpt-5-mini"]);
    expect(await named("%")).toEqual([]);
    const two = await list({ provider: ["groq", "deepseek"] });
    expect(new Set(two.map(({ provider }) => provider))).toEqual(new Set(["groq", "deepseek"]));
    expect(two).toEqual(all.filter(({ provider }) => ["groq", "deepseek"].includes(provider)));
    const read = (await list({ sort: "cacheRead.desc" })).map(({ cacheRead }) => cacheRead);
    const known = read.filter((price) => price !== null).map(Number);
    expect(known).toEqual(known.toSorted((a, b) => b - a));
    expect(read.lastIndexOf(null) - read.indexOf(null) + 1 + known.length).toBe(all.length);
    expect((await list({ sort: "model.desc" })).map(({ model }) => model)).toEqual(
      all.map(({ model }) => model).toReversed(),
    );
  });

  it("say what would change without changing it, hold from a moment on, and keep what held before", async () => {
    const staff = await principalOf(world, { platformRole: "admin" });
    const cheaper = {
      ...PRICE,
      model: "gpt-5-mini",
      input: "0.2",
      output: "2",
      cacheRead: "0.025",
      mostOutput: 128_000,
    };
    const tried = await setPrices.execute(world.deps, staff, { prices: [cheaper], dryRun: true });
    expect(tried.changes).toMatchObject([
      { change: "changed", before: { input: "0.25" }, after: { input: "0.2" } },
    ]);
    const price = async () =>
      (await listPrices.execute(world.deps, staff, { q: "gpt-5-mini" })).items.find(
        ({ provider }) => provider === "openai",
      )?.input;
    expect(await price()).toBe("0.25");
    const effectiveFrom = new Date(world.clock.now().getTime() + 60_000).toISOString();
    await setPrices.execute(world.deps, staff, { prices: [cheaper], effectiveFrom });
    expect(await price()).toBe("0.25");
    world.clock.advance(60_000);
    expect(await price()).toBe("0.2");
    const again = await setPrices.execute(world.deps, staff, { prices: [cheaper] });
    expect(again.changes).toMatchObject([{ change: "same" }]);
    const [{ count } = { count: 0 }] = await world.ownerSql<{ count: number }[]>`
      select count(*)::int as count from prices where provider = 'openai' and model = 'gpt-5-mini'`;
    expect(count).toBe(2);
  });
});
