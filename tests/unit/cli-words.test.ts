import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readClient } from "#lib/cli/client-words.ts";
import { readAmounts, readDuration, readExpiry, readLimit, readList } from "#lib/cli/words.ts";
import { DomainError } from "#lib/core/errors.ts";

const NOW = new Date("2026-03-10T12:00:00.000Z");

describe("a limit in words", () => {
  it.each([
    ["100/minute", { kind: "rate", meter: "requests", limit: 100, window: "1m" }],
    ["requests:10000/hour", { kind: "rate", meter: "requests", limit: 10_000, window: "1h" }],
    ["patients:5/1s", { kind: "rate", meter: "patients", limit: 5, window: "1s" }],
    ["requests:100/24h", { kind: "rate", meter: "requests", limit: 100, window: "1d" }],
    ["tokens:5000/day", { kind: "quota", meter: "tokens", limit: 5_000, window: "day" }],
    ["tokens:5000/month", { kind: "quota", meter: "tokens", limit: 5_000, window: "month" }],
    ["1/life", { kind: "quota", meter: "requests", limit: 1, window: "life" }],
  ])("%s is understood", (text, limit) => {
    expect(readLimit(text)).toEqual(limit);
  });

  it.each([
    "",
    "100",
    "100/",
    "/minute",
    "100/fortnight",
    "a:b:1/day",
    "-1/day",
    "1.5/day",
    "100/constructor",
  ])("%s is refused with a sentence that names the field", (text) => {
    expect(() => readLimit(text)).toThrow(DomainError);
    expect(() => readLimit(text)).toThrow(/^limit: /);
  });
});

describe("a client in words", () => {
  it("has a name, scopes with colons of their own, and a limit per hour unless told otherwise", () => {
    expect(readClient("shop:write:1000/minute")).toEqual({
      name: "shop",
      scopes: ["write"],
      limits: [{ kind: "rate", meter: "requests", limit: 1_000, window: "1m" }],
    });
    expect(readClient("jobs:logs:read,logs:write:100")).toMatchObject({
      name: "jobs",
      scopes: ["logs:read", "logs:write"],
      limits: [{ limit: 100, window: "1h" }],
    });
  });

  it("takes from the plan what is left empty", () => {
    expect(readClient("shop::")).toEqual({ name: "shop", scopes: null, limits: null });
  });

  it.each(["shop", "shop:write", ":write:100", "shop:write:lots", "shop=write"])("%s is refused", (text) => {
    expect(() => readClient(text)).toThrow(/^client: .*write one such as/);
  });
});

describe("an expiry in words", () => {
  it("keeps days as days, and counts anything shorter from now", () => {
    expect(readExpiry("90d", NOW)).toEqual({ expiresInDays: 90 });
    expect(readExpiry("2w", NOW)).toEqual({ expiresInDays: 14 });
    expect(readExpiry("24h", NOW)).toEqual({ expiresInDays: 1 });
    expect(readExpiry("90m", NOW)).toEqual({ expiresAt: "2026-03-10T13:30:00.000Z" });
    expect(readExpiry("never", NOW)).toEqual({ expiresAt: null });
    expect(readExpiry("2027-01-01T00:00:00Z", NOW)).toEqual({ expiresAt: "2027-01-01T00:00:00Z" });
    expect(readExpiry(undefined, NOW)).toEqual({});
  });
});

describe("words of any kind", () => {
  it("are understood or refused with a DomainError, and nothing else happens", () => {
    const readers = [
      readLimit,
      readClient,
      readList,
      (text: string) => readDuration(text, "since"),
      (text: string) => readExpiry(text, NOW),
      (text: string) => readAmounts([text], "units"),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...readers), fc.string({ unit: "binary" }), (read, text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
    );
  });
});
