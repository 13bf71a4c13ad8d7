// Moving and zooming a chart in time.
import { describe, expect, it } from "vitest";
import { zoomed } from "#components/chart/zoom-stretch.ts";

const days = (first: string, count: number, timeZone = "UTC") => ({
  buckets: Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString(),
  ),
  timeZone,
  granularity: "1d" as const,
});

const NOW = Date.parse("2026-03-20T12:00:00Z");

describe("zooming", () => {
  it("moves whole days by as many days, and nowhere beyond now", () => {
    const moves = zoomed(days("2026-03-01T00:00:00Z", 10), NOW);
    expect(moves.earlier).toEqual({ from: "2026-02-19", to: "2026-02-28" });
    expect(moves.later).toEqual({ from: "2026-03-11", to: "2026-03-20" });
    expect(zoomed(days("2026-03-11T00:00:00Z", 10), NOW).later).toBeNull();
  });

  it("halves and doubles around the middle", () => {
    const moves = zoomed(days("2026-03-01T00:00:00Z", 10), NOW);
    expect(moves.in).toEqual({ from: "2026-03-03", to: "2026-03-07" });
    expect(moves.out).toEqual({ from: "2026-02-24", to: "2026-03-15" });
  });

  it("keeps days of the zone over a clock change", () => {
    // Midnights of New York: the clock went forward on March 8.
    const buckets = [
      "2026-03-06T05:00:00Z",
      "2026-03-07T05:00:00Z",
      "2026-03-08T05:00:00Z",
      "2026-03-09T04:00:00Z",
    ];
    const moves = zoomed({ buckets, timeZone: "America/New_York", granularity: "1d" }, NOW);
    expect(moves.earlier).toEqual({ from: "2026-03-02", to: "2026-03-05" });
    expect(moves.later).toEqual({ from: "2026-03-10", to: "2026-03-13" });
  });

  it("moves hours by quarter hours, down to half an hour", () => {
    const buckets = [
      "2026-03-20T10:00:00Z",
      "2026-03-20T10:15:00Z",
      "2026-03-20T10:30:00Z",
      "2026-03-20T10:45:00Z",
    ];
    const moves = zoomed({ buckets, timeZone: "UTC", granularity: "15m" }, NOW);
    expect(moves.in).toEqual({ from: "2026-03-20T10:15:00Z", to: "2026-03-20T10:45:00Z" });
    expect(moves.later).toEqual({ from: "2026-03-20T11:00:00Z", to: "2026-03-20T12:00:00Z" });
    expect(zoomed({ buckets: buckets.slice(0, 2), timeZone: "UTC", granularity: "15m" }, NOW).in).toBeNull();
  });
});
