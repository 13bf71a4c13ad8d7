import { describe, expect, it } from "vitest";
import { alertHref } from "#components/usage/alert-href.ts";
import { METRICS } from "#lib/usage/metric.ts";

const PATH = "/t/acme_corp/alerts/new";

describe("the rule of an alert that a chart leads to", () => {
  it("measures what the chart shows, for the same key and environment", () => {
    expect(alertHref(PATH, { metric: "refusals", key: ["key_1"], environment: "live" })).toBe(
      `${PATH}?metric=refused&key=key_1&env=live`,
    );
    expect(alertHref(PATH, { metric: "meter", meter: "patients" })).toBe(
      `${PATH}?metric=meter&meter=patients`,
    );
    expect(alertHref(PATH, { metric: "p95", zone: "UTC", range: "7d" })).toBe(`${PATH}?metric=latency_ms`);
    expect(alertHref(PATH, { metric: "cost" })).toBe(`${PATH}?metric=cost_usd`);
  });

  it("is there for every metric but tokens, which no rule measures", () => {
    const missing = METRICS.filter((metric) => alertHref(PATH, { metric }) === null);
    expect(missing).toEqual(["tokens", "audio_tokens"]);
  });

  it("is missing for whoever may not make one, and where it would be about more than the chart", () => {
    expect(alertHref(undefined, { metric: "calls" })).toBeNull();
    for (const filter of [{ resource: ["GET /"] }, { key: "key_1,key_2" }, { environment: "none" as const }])
      expect(alertHref(PATH, { metric: "calls", ...filter })).toBeNull();
  });
});
