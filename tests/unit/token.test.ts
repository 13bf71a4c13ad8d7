import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateToken, randomBase62, shownPrefix, tokenForm } from "#lib/crypto/token.ts";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const brand = fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/);
const kind = fc.constantFrom("live" as const, "test" as const, "svc" as const);

describe("a generated token", () => {
  it("has the brand, the kind, 43 random characters and a checksum, and is well formed", () => {
    fc.assert(
      fc.property(brand, kind, (itsBrand, itsKind) => {
        const token = generateToken(itsBrand, itsKind);
        expect(token).toMatch(new RegExp(`^${itsBrand}_${itsKind}_[0-9A-Za-z]{49}$`));
        expect(tokenForm(itsBrand, token)).toBe("well_formed");
      }),
    );
  });

  it("ends in the CRC-32 (IEEE) of all before it, in base62, padded with 0 to six characters", () => {
    for (let index = 0; index < 200; index += 1) {
      const token = generateToken("kh", "live");
      const check = [...token.slice(-6)].reduce((sum, char) => sum * 62 + ALPHABET.indexOf(char), 0);
      expect(check).toBe(crc32(token.slice(0, -6)));
    }
    expect(tokenForm("kh", `kh_live_${"0".repeat(43)}4Wp5d3`)).toBe("well_formed");
  });

  it("with any one character changed has a bad checksum", () => {
    const position = fc.integer({ min: 0, max: 48 });
    fc.assert(
      fc.property(position, fc.constantFrom(...ALPHABET), (at, char) => {
        const token = generateToken("kh", "live");
        const index = "kh_live_".length + at;
        fc.pre(token[index] !== char);
        const mistyped = token.slice(0, index) + char + token.slice(index + 1);
        expect(tokenForm("kh", mistyped)).toBe("bad_checksum");
      }),
    );
  });

  it("with two neighbours exchanged, cut short, or with something behind it has a bad checksum", () => {
    const token = generateToken("kh", "test");
    for (let at = "kh_test_".length; at < token.length - 1; at += 1) {
      if (token[at] === token[at + 1]) continue;
      const swapped = token.slice(0, at) + token[at + 1] + token[at] + token.slice(at + 2);
      expect(tokenForm("kh", swapped)).toBe("bad_checksum");
    }
    for (const wrong of [token.slice(0, -1), `${token}0`, `${token} `, "kh_live_"])
      expect(tokenForm("kh", wrong)).toBe("bad_checksum");
  });

  it("of another brand, or any other text, is foreign and never an error", () => {
    expect(tokenForm("kh", generateToken("zz", "live"))).toBe("foreign");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!/^kh_(live|test|svc)_/.test(text));
        expect(tokenForm("kh", text)).toBe("foreign");
        expect(shownPrefix("kh", text)).toBe("");
      }),
    );
  });

  it("shows its prefix and four characters, and not one more", () => {
    const token = generateToken("kh", "live");
    expect(shownPrefix("kh", token)).toBe(token.slice(0, "kh_live_".length + 4));
  });
});

describe("randomBase62", () => {
  it("has the length that was asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (length) => {
        expect(randomBase62(length)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`));
      }),
    );
  });

  it("draws every character equally often (chi-squared over 62,000 of them)", () => {
    const counts = new Map<string, number>();
    for (const char of randomBase62(62_000)) counts.set(char, (counts.get(char) ?? 0) + 1);
    expect(counts.size).toBe(62);
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
    // 61 degrees of freedom: one run in a million is above 128. A modulo bias (256 % 62) gives more than 1,000.
    expect(chiSquared).toBeLessThan(128);
  });
});
