import { describe, expect, it } from "vitest";
import { HashQueueFull, hashSlowly, pretendToVerify, verifySlowly } from "#lib/crypto/password.ts";

describe("a slow hash", () => {
  it("is argon2id with 46 MiB, recognises its own text and no other", async () => {
    const phc = await hashSlowly("correct horse battery staple");
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
    expect(await verifySlowly(phc, "correct horse battery staple")).toBe(true);
    expect(await verifySlowly(phc, "correct horse battery stapler")).toBe(false);
  });

  it("takes the same text in another Unicode form for the same", async () => {
    const phc = await hashSlowly("gr\u00fc\u00dfe and \ufb01sh");
    expect(await verifySlowly(phc, "gru\u0308\u00dfe and fish")).toBe(true);
  });

  it("is not cut at 72 bytes", async () => {
    const phc = await hashSlowly(`${"x".repeat(100)}1`);
    expect(await verifySlowly(phc, `${"x".repeat(100)}2`)).toBe(false);
  });

  it("for an account that does not exist is never a match", async () => {
    expect(await pretendToVerify("anything")).toBe(false);
  });

  it("is refused when too many wait already, and the rest are answered", async () => {
    const phc = await hashSlowly("a");
    const results = await Promise.allSettled(Array.from({ length: 230 }, () => verifySlowly(phc, "a")));
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(28);
    expect(refused[0]).toMatchObject({ reason: expect.any(HashQueueFull) });
    expect(await verifySlowly(phc, "a")).toBe(true);
  }, 60_000);
});
