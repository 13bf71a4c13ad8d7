// A stored provider key opens in its own place and nowhere else.
import { createHash, hkdfSync, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decrypt,
  decryptValue,
  EnvelopeError,
  encrypt,
  encryptValue,
  type Place,
} from "#lib/crypto/envelope.ts";
import { associatedData } from "#lib/shared/associated-data.ts";

const keyOf = (name: string) => createHash("sha256").update(name).digest();
const PLACE: Place = {
  purpose: "provider-key",
  tenant: "ten_a",
  credential: "cred_a",
  version: 1,
  provider: "openai",
  baseUrl: "https://api.openai.com/v1",
};
const words = fc.string({ unit: "binary", maxLength: 40 });
const host = fc.constantFrom(
  "https://a.test/v1",
  "https://b.test/v1",
  "https://a.test:8443/v1",
  "https://a.test/v2",
);
const places: fc.Arbitrary<Place> = fc.record({
  purpose: fc.constant("provider-key" as const),
  tenant: words,
  credential: words,
  version: fc.nat(),
  provider: words,
  baseUrl: host,
});

test("a value comes back as it went in", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), places, (value, place) => {
      const key = randomBytes(32);
      expect(decryptValue(key, encryptValue(key, value, place), place)).toBe(value);
    }),
  );
});

describe("nothing opens that was tampered with", () => {
  const key = keyOf("tenant");
  const whole = encryptValue(key, "sk-planted-key", PLACE);

  test.each(["wrappedKey", "ciphertext"] as const)("each byte of the %s, in each of its bits", (part) => {
    for (let index = 0; index < whole[part].length; index += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(whole[part]);
        changed[index]! ^= 1 << bit;
        expect(() => decryptValue(key, { ...whole, [part]: changed }, PLACE)).toThrow(EnvelopeError);
      }
  });

  test.each(["wrappedKey", "ciphertext"] as const)("the %s, cut to any length or made longer", (part) => {
    for (let length = 0; length < whole[part].length; length += 1)
      expect(() => decryptValue(key, { ...whole, [part]: whole[part].subarray(0, length) }, PLACE)).toThrow(
        EnvelopeError,
      );
    const longer = Buffer.concat([whole[part], Buffer.of(0)]);
    expect(() => decryptValue(key, { ...whole, [part]: longer }, PLACE)).toThrow(EnvelopeError);
  });

  test("what was moved to another tenant, credential, version, provider or host", () => {
    const elsewhere: Partial<Place>[] = [
      { tenant: "ten_b" },
      { credential: "cred_b" },
      { version: 2 },
      { provider: "groq" },
      { baseUrl: "https://api.openai.com.evil.test/v1" },
      { baseUrl: "http://api.openai.com/v1" },
      { baseUrl: "https://api.openai.com/v2" },
    ];
    for (const change of elsewhere)
      expect(() => decryptValue(key, whole, { ...PLACE, ...change })).toThrow(EnvelopeError);
  });

  test("a row whose halves come from two rows, also of the same place", () => {
    const other = encryptValue(key, "sk-other-key", PLACE);
    expect(() => decryptValue(key, { ...whole, wrappedKey: other.wrappedKey }, PLACE)).toThrow(EnvelopeError);
    expect(() => decryptValue(key, { ...other, wrappedKey: whole.ciphertext }, PLACE)).toThrow(EnvelopeError);
    const swapped = { wrappedKey: whole.ciphertext, ciphertext: whole.wrappedKey };
    expect(() => decryptValue(key, swapped, PLACE)).toThrow(EnvelopeError);
  });

  test("whatever two places or two keys differ in", () => {
    fc.assert(
      fc.property(places, places, words, (one, other, value) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const encrypted = encryptValue(key, value, one);
        expect(() => decryptValue(key, encrypted, other)).toThrow(EnvelopeError);
        expect(() => decryptValue(keyOf("another"), encrypted, one)).toThrow(EnvelopeError);
      }),
    );
  });
});

test("the parts of a place cannot be shifted into each other", () => {
  fc.assert(
    fc.property(fc.array(words), fc.array(words), (one, other) => {
      const same = Buffer.from(associatedData(one)).equals(associatedData(other));
      expect(same).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});

test("the commitment is HKDF-SHA-256 of key and place, and stands before the ciphertext", () => {
  const [key, place] = [keyOf("data"), associatedData(["here"])];
  const record = encrypt(key, Buffer.from("x"), place);
  const info = Buffer.concat([Buffer.from("commit"), place]);
  expect(record.subarray(14, 46)).toEqual(Buffer.from(hkdfSync("sha256", key, "", info, 32)));
  expect([...record.subarray(0, 2)]).toEqual([1, 1]);
  expect(decrypt(key, record, place).toString()).toBe("x");
});

test("the same value never looks the same", () => {
  const key = keyOf("tenant");
  const made = Array.from({ length: 200 }, () => encryptValue(key, "sk-1", PLACE));
  expect(new Set(made.map(({ ciphertext }) => ciphertext.toString("hex"))).size).toBe(200);
  expect(new Set(made.map(({ wrappedKey }) => wrappedKey.toString("hex"))).size).toBe(200);
});
