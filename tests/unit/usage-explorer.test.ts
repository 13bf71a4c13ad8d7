// Where the choices of a usage page lead: every address can be answered, and drilling ends at the calls themselves.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIMENSION_NAMES } from "#components/usage/dimensions.ts";
import { drillHref, type Explorer, groupHref, logsHref, metricHref } from "#components/usage/explorer.ts";
import { newId } from "#lib/shared/ids.ts";
import { explorerSearch } from "#lib/usage/explorer-search.ts";
import { METRICS } from "#lib/usage/metric.ts";
import { PLATFORM_GROUPS } from "#lib/usage/schemas.ts";
import { fitChoice, fitsChoice } from "#lib/usage/usage-fit.ts";

const NOW = new Date("2026-03-20T12:00:00Z");
const KEY = newId("key");
const TENANT = newId("ten");

function explorerAt(address: string, platform = true): Explorer {
  const search = Object.fromEntries(new URL(address, "http://x").searchParams);
  const { question, metric, group } = explorerSearch(search, "UTC", NOW, platform);
  return {
    address: { path: "/usage", search },
    question,
    metric,
    group,
    platform,
    fit: (choice, keep) => fitChoice(choice, keep, NOW),
    fits: (choice) => fitsChoice(choice, NOW),
    logsPath: "/logs",
  };
}

const parameters = fc.record(
  {
    metric: fc.constantFrom(...METRICS, "nonsense"),
    meter: fc.constantFrom("patients", ""),
    group: fc.constantFrom(...PLATFORM_GROUPS, "nonsense"),
    range: fc.constantFrom("24h", "7d", "30d", "12mo", "nonsense"),
    tenant: fc.constantFrom(TENANT, "nonsense"),
    key: fc.constantFrom(KEY, "nonsense"),
    env: fc.constantFrom("live", "x"),
    legacy: fc.constantFrom("legacy", "current"),
    scope: fc.constantFrom("logs:write", "(none)"),
    resource: fc.constantFrom("POST /v1/logs"),
    model: fc.constantFrom("openai/gpt"),
    payer: fc.constantFrom("byok", "x"),
    outcome: fc.constantFrom("VALID", "REVOKED,EXPIRED"),
  },
  { requiredKeys: [] },
);

describe("the usage explorer", () => {
  it("answers whatever stands in the address, and wherever a choice leads", () => {
    const answerable = (address: string) => {
      const { question, metric, group, fits } = explorerAt(address);
      return fits({ question: { ...question, metric }, group });
    };
    fc.assert(
      fc.property(parameters, (given) => {
        const explorer = explorerAt(`/usage?${new URLSearchParams(given)}`);
        const { question, metric, group, fits } = explorer;
        expect(fits({ question: { ...question, metric }, group })).toBe(true);
        for (const each of METRICS) expect(answerable(metricHref(explorer, each, "patients"))).toBe(true);
        for (const each of PLATFORM_GROUPS) expect(answerable(groupHref(explorer, each))).toBe(true);
        for (const name of DIMENSION_NAMES) {
          const value = name === "legacy" ? "legacy" : name === "environment" ? "live" : "some";
          const href = drillHref(explorer, name, value);
          if (href) expect(answerable(href)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("leads to the metric and the group that were chosen", () => {
    const explorer = explorerAt(`/usage?key=${KEY}&outcome=REVOKED&group=outcome`);
    expect(explorerAt(metricHref(explorer, "cost"))).toMatchObject({ metric: "cost" });
    expect(explorerAt(metricHref(explorer, "p95"))).toMatchObject({ metric: "p95" });
    expect(explorerAt(groupHref(explorer, "model"))).toMatchObject({ group: "model" });
    expect(explorerAt(groupHref(explorer, "resource"))).toMatchObject({
      group: "resource",
      question: { range: "7d", key: [KEY] },
    });
  });

  it("goes from tenant to key to resource to outcome to the calls", () => {
    const step = (address: string, name: "tenant" | "key" | "resource" | "outcome", value: string) =>
      drillHref(explorerAt(address), name, value) ?? "";
    const keys = step("/usage?range=24h&group=tenant", "tenant", TENANT);
    expect(explorerAt(keys)).toMatchObject({ group: "key", question: { tenant: [TENANT] } });
    const resources = step(keys, "key", KEY);
    expect(explorerAt(resources)).toMatchObject({ group: "resource", question: { key: [KEY] } });
    const outcomes = step(resources, "resource", "POST /v1/logs");
    expect(explorerAt(outcomes)).toMatchObject({ group: "outcome" });
    const calls = new URL(step(outcomes, "outcome", "REVOKED"), "http://x");
    expect(calls.pathname).toBe("/logs");
    expect(Object.fromEntries(calls.searchParams)).toEqual({
      range: "24h",
      tenant: TENANT,
      key: KEY,
      resource: "=POST /v1/logs",
      outcome: "REVOKED",
    });
  });

  it("leads to the calls with the same range, and nowhere when the log cannot say the same", () => {
    const search = (address: string) => new URL(logsHref(explorerAt(address)) ?? "", "http://x").searchParams;
    expect(search("/usage").get("range")).toBe("30d");
    expect(search("/usage?from=2026-03-01&to=2026-03-02").get("range")).toBe("custom");
    expect(search("/usage?metric=refusals").get("outcome")?.split(",")).not.toContain("VALID");
    expect(search("/usage?scope=logs:write,logs:read").get("scope")).toBe("logs:write,logs:read");
    for (const address of [
      "metric=cost",
      "legacy=legacy",
      "model=openai/gpt",
      "resource=a,b",
      "scope=(other)",
    ])
      expect(logsHref(explorerAt(`/usage?${address}`))).toBeNull();
  });
});
