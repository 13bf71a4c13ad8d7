import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateBits } from "#lib/crypto/strength.ts";
import { generateToken } from "#lib/crypto/token.ts";
import { ipAllow, metadata } from "#lib/keys/fields.ts";
import { limitsInput, scopesInput } from "#lib/plans/limit-schemas.ts";

describe("addresses that a key allows", () => {
  it("are brought into one form, and doubles fall away", () => {
    expect(
      ipAllow.parse(["10.9.8.7/8", "10.0.0.0/8", "203.0.113.7", "::ffff:203.0.113.7", "2001:DB8::5/32"]),
    ).toEqual(["10.0.0.0/8", "203.0.113.7/32", "2001:db8::/32"]);
  });

  it("stay what they are when they are written again", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, bits) => {
        const [once] = ipAllow.parse([`${address}/${bits}`]);
        expect(ipAllow.parse([once!])).toEqual([once]);
      }),
    );
  });

  it("are refused when they are none", () => {
    for (const text of [
      "",
      "1",
      "10.0.0.0/33",
      "10.0.0",
      "::1/129",
      "localhost",
      "0x7f000001",
      "10.0.0.1/-1",
    ])
      expect(ipAllow.safeParse([text]).success, text).toBe(false);
  });
});

describe("scopes", () => {
  it("are resource:action, with stars, or a preset's name", () => {
    const good = ["logs:write", "logs:*", "*:read", "*", "read", "a.b-c_d:e"];
    expect(scopesInput.parse([...good, "logs:write"])).toEqual(good);
    for (const text of ["", "a:", ":b", "a:b:c", "a b", "a,b", "lo*gs:write"])
      expect(scopesInput.safeParse([text]).success, text).toBe(false);
  });
});

describe("limits", () => {
  it("are named after their window, and after their meter when it is not requests", () => {
    const names = limitsInput
      .parse([
        { kind: "rate", limit: 1, window: "1m" },
        { kind: "quota", limit: 1, window: "month", meter: "patients", burst: 0 },
        { kind: "quota", limit: 1, window: "day", name: "daily" },
      ])
      .map(({ name }) => name);
    expect(names).toEqual(["minute", "patients-month", "daily"]);
  });

  it("have windows of their own kind, whole amounts and no unknown fields", () => {
    for (const wrong of [
      { kind: "rate", limit: 1, window: "month" },
      { kind: "quota", limit: 1, window: "1m" },
      { kind: "rate", limit: 1.5, window: "1m" },
      { kind: "rate", limit: 0, window: "1m" },
      { kind: "rate", limit: 1, window: "1m", per: "ip" },
      { kind: "quota", limit: 1, window: "day", burst: 5 },
    ])
      expect(limitsInput.safeParse([wrong]).success).toBe(false);
  });
});

describe("metadata", () => {
  it("is JSON of at most 16 kB, counted in bytes", () => {
    expect(metadata.safeParse({ a: { b: [1, null, "x"] } }).success).toBe(true);
    expect(metadata.safeParse({ a: "é".repeat(8_200) }).success).toBe(false);
    expect(metadata.safeParse([1]).success).toBe(false);
  });
});

describe("the strength of a chosen secret", () => {
  it("is high for what is random and low for what people think of", async () => {
    expect(await estimateBits(generateToken("kh", "live"))).toBeGreaterThanOrEqual(112);
    for (const weak of [
      "DEMO_MILMED_2025_50_PATIENTS",
      "password".repeat(8),
      "a".repeat(512),
      "qwertyuiop123456",
    ])
      expect(await estimateBits(weak)).toBeLessThan(112);
  });
});
