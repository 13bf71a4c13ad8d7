// Where calendar windows begin and end.
import { describe, expect, it } from "vitest";
import { bucketOf, calendarEnd, windowMs } from "#lib/verify/windows.ts";

const at = (text: string) => new Date(text).getTime();

describe("a week", () => {
  it("begins on Monday at midnight, UTC, and lasts seven days", () => {
    const monday = at("2026-03-09T00:00:00.000Z");
    for (const time of ["2026-03-09T00:00:00.000Z", "2026-03-10T12:00:00.000Z", "2026-03-15T23:59:59.999Z"])
      expect([bucketOf("week", at(time)), calendarEnd("week", at(time))]).toEqual([
        monday,
        at("2026-03-16T00:00:00.000Z"),
      ]);
    expect(bucketOf("week", at("2026-03-16T00:00:00.000Z"))).toBe(at("2026-03-16T00:00:00.000Z"));
    expect(windowMs("week", monday)).toBe(7 * 86_400_000);
  });
});
