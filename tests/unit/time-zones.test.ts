import { expect, it } from "vitest";
import { timeZones } from "#lib/shared/time-zones.ts";

it("time zones have the names that people look for, and each can be used", () => {
  const zones = timeZones();
  expect(zones[0]).toBe("UTC");
  expect(zones).toEqual(
    expect.arrayContaining(["Asia/Kolkata", "Asia/Kathmandu", "Europe/Kyiv", "Europe/Berlin"]),
  );
  expect(zones).not.toContain("Asia/Calcutta");
  for (const timeZone of zones) expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
});
