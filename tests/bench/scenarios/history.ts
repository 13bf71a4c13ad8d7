// The questions behind every chart of the dashboard, asked of a past of a million calls and of a hundred times as many.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "#db/client.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { platformUsageHeatMap } from "#lib/usage/platform-usage-heat-map.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { platformUsageTotals } from "#lib/usage/platform-usage-totals.ts";
import { usageHeatMap } from "#lib/usage/usage-heat-map.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { table } from "../report.ts";
import { cpuSeconds } from "../setup/cores.ts";
import { openInstallation } from "../setup/installation.ts";
import { median } from "../setup/measure.ts";
import { makePast, PAST_DAYS, type Past, readPast, sizesOf } from "../setup/past.ts";
import { count, duration } from "../setup/words.ts";
import type { Scenario } from "./scenario.ts";

const SMALL = 1_000_000;
const ROUNDS = 45;
const WARM_UP = 3;

interface Chart {
  page: "tenant" | "key" | "explorer";
  name: string;
  ask(deps: Deps): Promise<unknown>;
}

/**
 * Its option is how many calls, and after a comma the folder in which the pasts are kept: made where they are missing,
 * else asked again. After one more comma "load" only makes them.
 */
export const history: Scenario = {
  name: "history",
  async run({ say, put }, option = "") {
    const [most = "", kept, task] = option.split(",");
    const folder = kept || (await mkdtemp(join(tmpdir(), "keyhold-past-")));
    try {
      const places = [];
      for (const events of sizesFrom(most)) {
        const place = join(folder, String(events));
        await mkdir(place, { recursive: true });
        await makePast(place, events, (line) => say(`${count(events)}: ${line}`));
        places.push({ place, events });
      }
      if (task === "load") return;
      const measured = await measureAll(places, say);
      put("history", charts(measured));
      put("grain", grainTable(measured.at(-1)!));
    } finally {
      if (!kept) await rm(folder, { recursive: true, force: true });
    }
  },
};

function sizesFrom(text: string): number[] {
  const most = text ? Number(text) : SMALL;
  if (!Number.isInteger(most) || most < SMALL)
    throw new Error(`"${text}" is no number of calls from a million on`);
  return [...new Set([SMALL, most])];
}

interface Measured {
  events: number;
  past: Past;
  times: Time[];
  sizes: Awaited<ReturnType<typeof sizesOf>>;
}

interface Time {
  micros: number;
  /** Processor time of PostgreSQL, which what else the machine does changes least. */
  cpuMicros: number;
}

interface Asked {
  events: number;
  past: Past;
  charts: Chart[];
  deps: Deps;
  /** Of the one connection, whose processor time is that of the questions. */
  pid: number;
  sizes(): ReturnType<typeof sizesOf>;
  close(): Promise<void>;
}

/** Each chart of all pasts in turns, so that what else the machine does is in both. */
async function measureAll(
  places: readonly { place: string; events: number }[],
  say: (line: string) => void,
): Promise<Measured[]> {
  const opened: Asked[] = [];
  try {
    for (const { place, events } of places) opened.push(await open(place, events));
    const times: Time[][] = opened.map(() => []);
    for (const [index, { page, name }] of opened[0]!.charts.entries()) {
      const each = await timeInTurns(
        opened.map(({ charts, deps, pid }) => ({ chart: charts[index]!, deps, pid })),
      );
      for (const [place, time] of each.entries()) times[place]!.push(time);
      say(`${page}, ${name}: ${each.map(({ micros }) => duration(micros)).join(", then ")}`);
    }
    return await Promise.all(
      opened.map(async ({ events, past, sizes }, index) => ({
        ...{ events, past, times: times[index]! },
        sizes: await sizes(),
      })),
    );
  } finally {
    for (const { close } of opened) await close();
  }
}

async function open(place: string, events: number): Promise<Asked> {
  const installation = await openInstallation(place);
  const platform = connect(installation.apiUrl, { max: 1 });
  const past = await readPast(installation);
  const [backend] = await platform.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const clock = () => past.now;
  return {
    ...{ events, past, charts: chartsOf(past), pid: backend!.pid },
    deps: { ...installation, db: platform, clock, keyPrefix: "kh", publicUrl: "http://bench" },
    sizes: () => sizesOf(installation),
    async close() {
      await platform.close();
      await installation.close();
    },
  };
}

async function timeInTurns(asked: readonly { chart: Chart; deps: Deps; pid: number }[]): Promise<Time[]> {
  const micros: number[][] = asked.map(() => []);
  let before: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    if (round === WARM_UP) before = asked.map(({ pid }) => cpuSeconds(pid));
    for (const [index, { chart, deps }] of asked.entries()) {
      const startedAt = performance.now();
      await chart.ask(deps);
      if (round >= WARM_UP) micros[index]!.push((performance.now() - startedAt) * 1_000);
    }
  }
  return asked.map(({ pid }, index) => ({
    micros: median(micros[index]!),
    cpuMicros: ((cpuSeconds(pid) - before[index]!) * 1_000_000) / ROUNDS,
  }));
}

const INDIA = "Asia/Kolkata";

function chartsOf({ tenant, key }: Past): Chart[] {
  const principal = systemPrincipal("bench", tenant);
  const staff = systemPrincipal("bench");
  const chart = (page: Chart["page"], name: string, ask: Chart["ask"]): Chart => ({ page, name, ask });
  type QuestionOf<Operation extends { execute: (...given: never[]) => unknown }> = Parameters<
    Operation["execute"]
  >[2];
  const series = (name: string, question: QuestionOf<typeof usageSeries>, page: Chart["page"] = "tenant") =>
    chart(page, name, (deps) => usageSeries.execute(deps, principal, question));
  const every = (name: string, question: QuestionOf<typeof platformUsageSeries>) =>
    chart("explorer", name, (deps) => platformUsageSeries.execute(deps, staff, question));
  const month = { range: "30d", zone: INDIA } as const;
  const ofKey = { ...month, key: [key] };
  return [
    chart("tenant", "totals, 30 days beside those before", (deps) =>
      usageTotals.execute(deps, principal, { ...month, compare: "previous" }),
    ),
    series("outcomes, 30 days", { ...month, groupBy: "outcome", compare: "previous" }),
    series("outcomes, 24 hours", { ...month, range: "24h", groupBy: "outcome" }),
    series("outcomes, 90 days", { ...month, range: "90d", groupBy: "outcome" }),
    series("outcomes, 12 months", { ...month, range: "12mo", groupBy: "outcome" }),
    series("keys, 30 days", { ...month, groupBy: "key" }),
    series("keys, 90 days, UTC", { range: "90d", zone: "UTC", groupBy: "key" }),
    series("resources, 30 days", { ...month, groupBy: "resource" }),
    series("p95, 30 days", { ...month, metric: "p95" }),
    series("p95, 90 days", { ...month, range: "90d", metric: "p95" }),
    series("p95 by key, 30 days", { ...month, metric: "p95", groupBy: "key" }),
    series("scopes, 30 days", { ...month, groupBy: "scope" }),
    series("cost by model, 30 days", { ...month, metric: "cost", groupBy: "model" }),
    series("a meter, 30 days", { ...month, metric: "meter", meter: "patients" }),
    chart("tenant", "top keys, 30 days beside those before", (deps) =>
      usageTop.execute(deps, principal, { ...month, by: "key", compare: "previous" }),
    ),
    chart("tenant", "top resources, 30 days", (deps) =>
      usageTop.execute(deps, principal, { ...month, by: "resource" }),
    ),
    chart("tenant", "hours of the week, 90 days", (deps) =>
      usageHeatMap.execute(deps, principal, { ...month, range: "90d" }),
    ),
    chart("key", "totals, 30 days", (deps) => usageTotals.execute(deps, principal, ofKey)),
    series("outcomes, 30 days", { ...ofKey, groupBy: "outcome" }, "key"),
    series("outcomes, 24 hours", { ...ofKey, range: "24h", groupBy: "outcome" }, "key"),
    series("outcomes, 90 days", { ...ofKey, range: "90d", groupBy: "outcome" }, "key"),
    series("p95, 30 days", { ...ofKey, metric: "p95" }, "key"),
    series("cost, 30 days", { ...ofKey, metric: "cost" }, "key"),
    series("requests, 7 days", { ...ofKey, range: "7d", metric: "requests" }, "key"),
    chart("explorer", "totals, 30 days beside those before", (deps) =>
      platformUsageTotals.execute(deps, staff, { ...month, compare: "previous" }),
    ),
    every("outcomes, 30 days", { ...month, groupBy: "outcome" }),
    every("outcomes, 12 months", { ...month, range: "12mo", groupBy: "outcome" }),
    every("tenants, 30 days", { ...month, groupBy: "tenant", compare: "previous" }),
    every("tenants, 90 days", { ...month, range: "90d", groupBy: "tenant" }),
    every("keys, 30 days", { ...month, groupBy: "key" }),
    every("resources, 30 days", { ...month, groupBy: "resource" }),
    every("scopes, 30 days", { ...month, groupBy: "scope" }),
    every("models, 30 days", { ...month, metric: "cost", groupBy: "model" }),
    every("a meter, 30 days", { ...month, metric: "meter", meter: "patients" }),
    every("p95, 30 days", { ...month, metric: "p95" }),
    every("p95 by tenant, 30 days", { ...month, metric: "p95", groupBy: "tenant" }),
    chart("explorer", "top keys, 90 days", (deps) =>
      platformUsageTop.execute(deps, staff, { ...month, range: "90d", by: "key" }),
    ),
    chart("explorer", "hours of the week, 90 days", (deps) =>
      platformUsageHeatMap.execute(deps, staff, { ...month, range: "90d" }),
    ),
  ];
}

function charts(measured: readonly Measured[]): string {
  const [small, large] = [measured[0]!, measured.at(-1)!];
  const rows = chartsOf(large.past).map(({ page, name }, index) => {
    const [one, other] = [small.times[index]!, large.times[index]!];
    const cells = [page, name, duration(one.micros), duration(one.cpuMicros)];
    const more = [duration(other.micros), duration(other.cpuMicros), (other.micros / one.micros).toFixed(2)];
    return measured.length > 1 ? [...cells, ...more] : cells;
  });
  const head = ["page", "what a chart asks", `${count(small.events)} calls`, "processor"];
  const both = measured.length > 1 ? [...head, `${count(large.events)} calls`, "processor", "×"] : head;
  const { tenants, keys, keptDays } = large.past;
  const partly = `Of the ${count(large.events)} calls those of ${keptDays} days were kept one by one; the sums are of all.`;
  return [
    table(both, rows),
    "",
    `The whole operation, its transaction and the making of buckets with it, the median of ${ROUNDS}, both pasts in turns; the processor time is PostgreSQL’s. The calls are of ` +
      `${PAST_DAYS} days, ${tenants} tenants and ${keys} keys; asked for the busiest tenant and key, in ${INDIA}, ` +
      "where no day begins with one of UTC.",
    ...(keptDays < PAST_DAYS ? ["", partly] : []),
  ].join("\n");
}

function grainTable({ sizes, events }: Measured): string {
  return table(
    ["roll-up", "rows", "rows for a call", "MB"],
    sizes.map(({ table: name, rows, bytes }) => [
      `\`${name}\``,
      count(rows),
      (rows / events).toFixed(4),
      count(bytes / 1e6),
    ]),
  );
}
