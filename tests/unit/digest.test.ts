import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestSecret, everyDigest, sha256 } from "#lib/crypto/digest.ts";
import { KeyringError, parseKeyring } from "#lib/crypto/keyring.ts";

const keyOf = (seed: string) => createHash("sha256").update(seed).digest("base64");
const ring = (...versions: number[]) =>
  parseKeyring(versions.map((version) => `${version}:${keyOf(`pepper ${version}`)}`).join(","), "PEPPERS");

describe("a digest", () => {
  it("is 32 bytes, the same for the same secret, and neither the secret nor its plain hash", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), (secret) => {
        const { digest, pepperVersion } = digestSecret(ring(1), secret);
        expect(digest).toHaveLength(32);
        expect(pepperVersion).toBe(1);
        expect(digestSecret(ring(1), secret).digest).toEqual(digest);
        expect(digest.equals(sha256(secret))).toBe(false);
      }),
    );
  });

  it("depends on the pepper", () => {
    expect(digestSecret(ring(1), "a").digest).not.toEqual(digestSecret(ring(2), "a").digest);
  });

  it("is written under the highest pepper and found under every one", () => {
    const old = digestSecret(ring(1), "a secret").digest;
    const both = ring(1, 2);
    const fresh = digestSecret(both, "a secret");
    expect(fresh.pepperVersion).toBe(2);
    expect(everyDigest(both, "a secret")).toEqual(expect.arrayContaining([old, fresh.digest]));
    expect(everyDigest(both, "a secret")).toHaveLength(2);
  });
});

describe("a keyring", () => {
  it("takes base64 and base64url, spaces, and versions in any order", () => {
    const url = Buffer.from(keyOf("x"), "base64").toString("base64url");
    const keyring = parseKeyring(` 7:${keyOf("y")} , 2:${url} `, "KEYS");
    expect(keyring.current).toBe(7);
    expect([...keyring.keys.keys()].sort()).toEqual([2, 7]);
  });

  it.each([
    ["nothing", "", /KEYS is missing/],
    ["a key without version", keyOf("a"), /must look like/],
    ["a short key", "1:c2hvcnQ=", /must be 32 bytes/],
    ["zeroes", `1:${Buffer.alloc(32).toString("base64")}`, /too simple/],
    ["one repeated character", `1:${Buffer.alloc(32, "a").toString("base64")}`, /too simple/],
    ["a version twice", `1:${keyOf("a")},1:${keyOf("b")}`, /names version 1 twice/],
  ])("refuses %s", (_, text, message) => {
    expect(() => parseKeyring(text, "KEYS")).toThrow(KeyringError);
    expect(() => parseKeyring(text, "KEYS")).toThrow(message);
  });

  it("names the setting in its refusal and never shows what it was given", () => {
    fc.assert(
      fc.property(fc.base64String({ minLength: 24, maxLength: 80 }), (encoded) => {
        fc.pre(Buffer.from(encoded, "base64").length !== 32);
        try {
          parseKeyring(`3:${encoded}`, "KEYHOLD_PEPPERS");
          expect.fail("it was accepted");
        } catch (error) {
          expect((error as Error).message).toContain("KEYHOLD_PEPPERS");
          expect((error as Error).message).not.toContain(encoded);
        }
      }),
    );
  });
});
