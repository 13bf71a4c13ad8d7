import fc from "fast-check";
import { expect, it } from "vitest";
import { newId } from "#lib/shared/ids.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import { usageFile } from "#lib/usage/usage-file.ts";
import { usageSearch } from "#lib/usage/usage-search.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";

const NAMES = [
  "range",
  "from",
  "to",
  "granularity",
  "tz",
  "env",
  "group",
  "metric",
  "compare",
  "key",
  "outcome",
  "tenant",
  "legacy",
];

it("whatever the address says, the question can be asked", () => {
  const value = fc.oneof(
    fc.string(),
    fc.array(fc.string()),
    fc.constantFrom("custom", "7d", "key", "VALID,X", "2026-13-40", "legacy", "constructor"),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...NAMES), value), fc.boolean(), (search, platform) => {
      const { question, group, metric, compare } = usageSearch(search, "Asia/Kolkata", platform);
      const operation = platform ? platformUsageSeries : usageSeries;
      const parsed = operation.input.safeParse({ ...question, groupBy: group, metric, compare });
      expect(parsed.error?.issues ?? []).toEqual([]);
    }),
  );
});

it("filters stand in the address with commas, and the zone falls back to the workspace's", () => {
  const key = newId("key");
  const search = { key: `${key},nonsense`, outcome: "VALID,RATE_LIMITED", env: "test", tz: "Mars/Olympus" };
  expect(usageSearch(search, "Asia/Kolkata")).toMatchObject({
    question: { key: [key], outcome: ["VALID", "RATE_LIMITED"], environment: "test", zone: "Asia/Kolkata" },
    filtered: true,
    group: "outcome",
  });
});

it("a file holds exactly what the chart shows, and no spreadsheet takes a name for a formula", () => {
  const view: UsageSeriesView = {
    range: {
      name: "7d",
      from: "2026-03-01T00:00:00.000Z",
      to: "2026-03-03T00:00:00.000Z",
      zone: "UTC",
      granularity: "1d",
      granularities: ["1d"],
    },
    metric: "calls",
    unit: "calls",
    meter: null,
    groupBy: "key",
    grain: "exact",
    buckets: [
      { start: "2026-03-01T00:00:00.000Z", end: "2026-03-02T00:00:00.000Z", inProgress: false },
      { start: "2026-03-02T00:00:00.000Z", end: "2026-03-03T00:00:00.000Z", inProgress: true },
    ],
    series: [
      { key: "a", label: "=cmd()", values: [1, 2], total: 3 },
      { key: "other", label: "Other", values: [10, 0], total: 10 },
    ],
    totals: { values: [11, 2], total: 13 },
    previous: null,
    newestBucket: null,
    asOf: "2026-03-02T12:00:00.000Z",
  };
  const csv = usageFile(view, "csv");
  expect([...csv.body].join("")).toBe(
    [
      "start,end,zone,'=cmd(),Other,Total",
      "2026-03-01T00:00:00.000Z,2026-03-02T00:00:00.000Z,UTC,1,10,11",
      "2026-03-02T00:00:00.000Z,2026-03-03T00:00:00.000Z,UTC,2,0,2",
      "",
    ].join("\n"),
  );
  expect(JSON.parse([...usageFile(view, "json").body].join(""))).toEqual(view);
  expect(csv.name).toBe("usage-calls-2026-03-01-to-2026-03-03.csv");
});
