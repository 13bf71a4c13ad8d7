// What cards of the usage page show of times, models and changes: the same on pages, in files, over REST and in a shell.
import papa from "papaparse";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Principal } from "#lib/core/principal.ts";
import { explainChange } from "#lib/usage/explain-change.ts";
import { findCall } from "#lib/usage/find-call.ts";
import { listCalls } from "#lib/usage/list-calls.ts";
import { modelUsage } from "#lib/usage/model-usage.ts";
import { PERCENTILES, readPercentiles } from "#lib/usage/percentiles.ts";
import { explanationFile, modelsFile, percentilesFile } from "#lib/usage/usage-file.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { type Cli, warmCliWith, worldCli } from "../support/cli.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { callAt, MODEL_USE } from "../support/usage-events.ts";
import { keyRow, writeUsage } from "../support/usage-rows.ts";
import { startWarmCli } from "../support/warm-cli.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Calls of each key on the day before and on the day that is looked at. */
const CALLS: Record<string, [before: number, after: number]> = {
  web: [10, 34],
  job: [20, 13],
  "=old()": [5, 0],
};
const [BEFORE, DAY] = ["2026-03-09", "2026-03-10"];
const asked = { range: "custom" as const, from: DAY, to: DAY, zone: "UTC" };

let world: TestWorld;
let api: TestApi;
let own: Cli;
let warm: Awaited<ReturnType<typeof startWarmCli>>;
let cli: Cli;
let tenant: TenantRow;
let viewer: Principal;
let token: string;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date("2026-03-12T12:00:00.000Z"));
  await world.ownerSql`select ensure_usage_partitions(${BEFORE}, ${DAY})`;
  tenant = await makeTenant(world);
  viewer = await principalOf(world, { tenant, role: "viewer" });
  const keys = Object.keys(CALLS).map((name) => keyRow(tenant.id, name, new Date("2026-01-01")));
  await writeUsage(world, [], keys);
  const events = Object.values(CALLS).flatMap((counts, key) =>
    counts.flatMap((count, day) =>
      Array.from({ length: count }, (_, n) =>
        callAt(new Date(Date.parse(`${day === 0 ? BEFORE : DAY}T01:00:00Z`) + n * 600_000), {
          ...{ tenantId: tenant.id, keyId: keys[key]!.id, latencyMicros: n === 33 ? 90_000 : 400 },
          use:
            n % 3
              ? null
              : {
                  ...{ ...MODEL_USE, payer: n % 2 ? "byok" : "managed", cost_pico: n === 30 ? null : "5" },
                  ...(n % 2 ? {} : { audio_input_tokens: 4, audio_output_tokens: n % 5 }),
                },
        }),
      ),
    ),
  );
  await storeUsage(world.as("api").db.sql, events);
  token = await makeServiceToken(world, { tenant, permissions: ["usage:read"] });
  [api, own] = [await testApi(world), await worldCli(world)];
  warm = await startWarmCli(own.folder);
  cli = warmCliWith(warm.socket, own);
});
afterAll(async () => {
  await api?.stop();
  await warm?.stop();
  await own?.close();
  await world?.close();
});

const linesOf = (body: Iterable<string>) =>
  papa.parse<Record<string, string>>([...body].join("").trim(), { header: true }).data;
const jsonOf = (body: Iterable<string>) => JSON.parse([...body].join(""));
const get = async (path: string, more = {}) =>
  (
    await api.send("GET", `/v1/usage/${path}?${new URLSearchParams({ ...asked, ...more })}`, {
      bearer: token,
    })
  ).body;
const run = (what: string, ...more: string[]) =>
  cli.json(["usage", what, "--tenant", tenant.clientId, "--since", DAY, "--until", DAY, ...more]);

it("parts of a change add up to it, by each dimension", async () => {
  const view = await explainChange.execute(world.deps, viewer, asked);
  const lines = linesOf(explanationFile(view, "csv").body);
  const ofKeys = lines.filter(({ by }) => by === "key");
  expect(ofKeys.map(({ name, before, after, change, mark }) => [name, before, after, change, mark])).toEqual([
    ["web", "10", "34", "24", ""],
    ["job", "20", "13", "-7", ""],
    ["'=old()", "5", "0", "-5", "gone"],
  ]);
  expect(lines.at(-1)).toMatchObject({ by: "all", before: "35", after: "47", change: "12", unit: "calls" });
  for (const by of new Set(lines.map((line) => line.by))) {
    const parts = lines.filter((line) => line.by === by);
    expect([by, parts.reduce((sum, { change }) => sum + Number(change), 0)]).toEqual([by, 12]);
  }
  expect(jsonOf(explanationFile(view, "json").body)).toEqual(view);
  expect(explanationFile(view, "csv").name).toBe("usage-calls-explained-2026-03-10-to-2026-03-11.csv");
  expect((await get("explain")).dimensions).toEqual(view.dimensions);
  expect((await run("explain")).dimensions).toEqual(view.dimensions);
});

it("models are told with all kinds of tokens, exact dollars, and what has no price", async () => {
  const view = await modelUsage.execute(world.deps, viewer, asked);
  const lines = linesOf(modelsFile(view, "csv").body);
  // Of "web" 0, 3, … 33, of "job" 0, 3, … 12: the even ones are managed, and 30 has no price.
  expect(lines).toEqual([
    expect.objectContaining({ payer: "managed", calls: "9", unpriced: "1", cost: "0.00000000004" }),
    expect.objectContaining({ payer: "byok", calls: "8", unpriced: "0", cost: "0.00000000004" }),
  ]);
  expect(lines[0]).toMatchObject({
    provider: "openai",
    model: "small",
    inputTokens: "63",
    outputTokens: "45",
  });
  expect(lines[0]).toMatchObject({
    cacheReadTokens: "9",
    cacheWriteTokens: "18",
    failed: "0",
    estimated: "0",
  });
  expect(jsonOf(modelsFile(view, "json").body)).toEqual(view);
  expect((await get("models")).items).toEqual(view.items);
  expect((await run("models")).items).toEqual(view.items);
  expect(await cli.run(["usage", "models", "--since", "7d", "--outcome", "VALID"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("outcome"),
  });
});

it("sound is the same in calls, in their sums, on pages, in files, over REST and in a shell", async () => {
  // Of "web" 0, 6, … 30, of "job" 0, 6, 12: four in, and out what is left of a fifth.
  const [heard, spoken] = [9 * 4, 0 + 1 + 2 + 3 + 4 + 0 + 0 + 1 + 2];
  for (const table of ["model_calls", "model_hours", "key_model_days"]) {
    const [sums] = await world.ownerSql`
      select sum(audio_input_tokens)::int as heard, sum(audio_output_tokens)::int as spoken
      from ${world.ownerSql(table)} where ${world.ownerSql(table === "model_calls" ? "at" : "bucket")} >= ${DAY}`;
    expect([table, sums]).toEqual([table, { heard, spoken }]);
  }
  const view = await modelUsage.execute(world.deps, viewer, asked);
  const silent = { payer: "byok", audioInputTokens: 0, audioOutputTokens: 0 };
  const sound = { payer: "managed", audioInputTokens: heard, audioOutputTokens: spoken };
  for (const items of [view.items, (await get("models")).items, (await run("models")).items])
    expect(items).toEqual([expect.objectContaining(sound), expect.objectContaining(silent)]);
  expect(jsonOf(modelsFile(view, "json").body).items[0]).toMatchObject(sound);
  expect(linesOf(modelsFile(view, "csv").body)[0]).toMatchObject({
    audioInputTokens: String(heard),
    audioOutputTokens: String(spoken),
  });

  const shown = await cli.run([
    "usage",
    "models",
    "--tenant",
    tenant.clientId,
    "--since",
    DAY,
    "--until",
    DAY,
  ]);
  expect(shown.stdout).toMatch(/TOKENS IN +AUDIO IN +TOKENS OUT +AUDIO OUT/);

  const metric = "audio_tokens";
  const chart = await usageSeries.execute(world.deps, viewer, { ...asked, metric });
  expect([chart.unit, chart.totals.total]).toEqual(["tokens", heard + spoken]);
  expect((await get("series", { metric, groupBy: "payer" })).series).toMatchObject([
    { key: "managed", total: heard + spoken },
    { key: "byok", total: 0 },
  ]);
  expect((await run("series", "--metric", metric)).totals.total).toBe(heard + spoken);
  const half = { from: `${DAY}T00:00:00Z`, to: `${DAY}T03:00:00Z` };
  const early = await usageSeries.execute(world.deps, viewer, { ...asked, ...half, metric });
  // Those of one o'clock to three: "web" 0 and 6, and "job" likewise.
  expect(early.totals.total).toBe(2 * (2 * 4 + 0 + 1));
});

it("a call of a model is told with its sound as a part of its tokens, to whoever opens it", async () => {
  const [call] = (await listCalls.execute(world.deps, viewer, { ...asked, limit: 1 })).items;
  const { id, at } = call as { id: `evt_${string}`; at: string };
  const opened = await findCall.execute(world.deps, viewer, { id, at });
  // The last one of "web", the 33rd, has no sound, and the one before the last with a model has.
  expect(opened?.model).toMatchObject({ payer: "byok", inputTokens: 10, audioInputTokens: 0 });
  const { items } = await listCalls.execute(world.deps, viewer, { ...asked, limit: 4 });
  const [without, heard] = [items[1], items[3]] as { id: `evt_${string}`; at: string }[];
  expect(await findCall.execute(world.deps, viewer, { id: without!.id, at: without!.at })).toMatchObject({
    model: null,
  });
  const model = { inputTokens: 10, outputTokens: 5, audioInputTokens: 4, audioOutputTokens: 0, cost: null };
  expect(await findCall.execute(world.deps, viewer, { id: heard!.id, at: heard!.at })).toMatchObject({
    model,
  });
});

it("percentiles stand in a column each, as a chart of one alone has them", async () => {
  const question = { ...asked, granularity: "1h" as const };
  const view = await readPercentiles((metric) =>
    usageSeries.execute(world.deps, viewer, { ...question, metric, groupBy: "none" }),
  );
  const lines = linesOf(percentilesFile(view, "csv").body);
  expect(lines.map(({ start }) => start)).toEqual(view.buckets.map(({ start }) => start));
  expect(Object.keys(lines[0]!)).toEqual(["start", "end", "zone", ...PERCENTILES]);
  for (const metric of PERCENTILES) {
    const told = (await get("series", { metric, granularity: "1h" })).totals;
    expect(lines.map((line) => line[metric])).toEqual(
      told.values.map((value: number | null) => `${value ?? ""}`),
    );
    const shell = await run("series", "--metric", metric, "--granularity", "1h", "--group-by", "none");
    expect(shell.totals).toEqual(told);
    expect(view.series.find(({ key }) => key === metric)).toMatchObject(told);
  }
  // One call of 47 was slow, in the hour from 06:00 on.
  const [usual, slow] = [lines[1]!, lines[6]!];
  expect(Number(slow.p99)).toBeGreaterThan(10 * Number(usual.p99));
  expect([lines[0]!.p50, lines[0]!.p99]).toEqual(["", ""]);
  expect(jsonOf(percentilesFile(view, "json").body)).toEqual(view);
});
