import { describe, expect, test } from "vitest";
import {
  formatBucket,
  formatBytes,
  formatChange,
  formatCompact,
  formatDateTime,
  formatDuration,
  formatExact,
  formatMicros,
  formatNumber,
  formatPercent,
  formatRelative,
  formatTick,
} from "#lib/shared/format.ts";
import { defaultGranularity, GRANULARITIES, granularitiesFor, MAX_POINTS } from "#lib/shared/range.ts";

const now = new Date("2026-11-21T14:05:09Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

describe("numbers", () => {
  test("are grouped, shortened and compared the same way everywhere", () => {
    expect(formatNumber(1_234_567)).toBe("1,234,567");
    expect(formatCompact(1_234_567)).toBe("1.2M");
    expect(formatPercent(0.1234)).toBe("12.3%");
    expect(formatNumber(9_007_199_254_740_993n)).toBe("9,007,199,254,740,993");
  });
  test("a change says new instead of dividing by nothing", () => {
    expect(formatChange(5, 0)).toBe("new");
    expect(formatChange(0, 0)).toBe("0%");
    expect(formatChange(9, 8)).toBe("+12.5%");
    expect(formatChange(6, 8)).toBe("−25%");
  });
  test("a cost below a cent is not shown as nothing", () => {
    expect(formatMicros(1_234_560_000n)).toBe("$1,234.56");
    expect(formatMicros(42)).toBe("$0.000042");
    expect(formatMicros(0)).toBe("$0.00");
  });
  test("bytes and spans take their largest fitting unit", () => {
    expect(formatBytes(0)).toBe("0 B");
    expect(formatBytes(1_536)).toBe("1.5 kB");
    expect(formatDuration(250)).toBe("250 ms");
    expect(formatDuration(5_400_000)).toBe("1 h 30 min");
    expect(formatDuration(172_800_000)).toBe("2 d");
  });
});

describe("times", () => {
  test("are shown in the zone that is asked for, half hours included", () => {
    expect(formatDateTime(now, "UTC")).toBe("Nov 21, 2026, 14:05");
    expect(formatDateTime(now, "Asia/Kolkata")).toBe("Nov 21, 2026, 19:35");
    expect(formatDateTime("2026-11-21T00:00:00Z", "UTC")).toBe("Nov 21, 2026, 00:00");
    expect(formatExact(now)).toBe("Nov 21, 2026, 14:05:09 UTC");
  });
  test("a bucket is named by its size", () => {
    expect(formatBucket("2026-11-21T00:00:00Z", "1d")).toBe("Sat, Nov 21");
    expect(formatBucket("2026-11-16T00:00:00Z", "1w")).toBe("Week of Nov 16");
    expect(formatBucket("2026-11-01T00:00:00Z", "1mo")).toBe("Nov 2026");
    expect(formatBucket("2026-11-21T14:15:00Z", "15m")).toBe("Nov 21, 14:15");
    expect(formatTick("2026-11-21T00:00:00Z", "1h")).toBe("Nov 21");
    expect(formatTick("2026-11-21T05:00:00Z", "1h")).toBe("05:00");
  });
  test("distance from now is told from the given now, both ways", () => {
    expect(formatRelative(ago(10_000), now)).toBe("just now");
    expect(formatRelative(ago(50_000), now)).toBe("1 minute ago");
    expect(formatRelative(ago(3 * 60_000), now)).toBe("3 minutes ago");
    expect(formatRelative(ago(-2 * 86_400_000), now)).toBe("in 2 days");
    expect(formatRelative(ago(86_400_000), now)).toBe("yesterday");
  });
});

describe("bucket sizes", () => {
  const DAY_MS = 86_400_000;
  test("follow the range", () => {
    expect(defaultGranularity(900_000)).toBe("15m");
    expect(defaultGranularity(DAY_MS)).toBe("15m");
    expect(defaultGranularity(3 * DAY_MS)).toBe("1h");
    expect(defaultGranularity(90 * DAY_MS)).toBe("1d");
    expect(defaultGranularity(365 * DAY_MS)).toBe("1w");
  });
  test("on offer never give more than the largest number of points, and one is always on offer", () => {
    for (const days of [0.01, 1, 3, 7, 30, 90, 365, 3_650]) {
      const offered = granularitiesFor(days * DAY_MS);
      expect(offered.length).toBeGreaterThan(0);
      if (days < 1) continue;
      for (const id of offered) {
        const size = GRANULARITIES.find((each) => each.id === id)?.ms ?? 0;
        expect((days * DAY_MS) / size).toBeLessThanOrEqual(MAX_POINTS);
      }
    }
  });
});
