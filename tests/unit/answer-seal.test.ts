import { describe, expect, it } from "vitest";
import { answerSeal } from "#lib/crypto/answer-seal.ts";

const sealed = () => {
  const seal = answerSeal("kh_svc_secret", "a key");
  const request = seal.digest("POST /v1/keys");
  return { seal, request, box: seal.seal("the answer", request) };
};

describe("an answer that is sealed under its caller's token", () => {
  it("opens with the same token, key and request", () => {
    const { box, request } = sealed();
    expect(answerSeal("kh_svc_secret", "a key").open(box, request)).toBe("the answer");
  });

  it("opens with nothing else", () => {
    const { box, request, seal } = sealed();
    expect(() => answerSeal("kh_svc_other", "a key").open(box, request)).toThrow();
    expect(() => answerSeal("kh_svc_secret", "another").open(box, request)).toThrow();
    expect(() => seal.open(box, seal.digest("POST /v1/tenants"))).toThrow();
    for (const place of [0, 15, box.length - 1]) {
      const changed = Buffer.from(box);
      changed[place]! ^= 1;
      expect(() => seal.open(changed, request)).toThrow();
    }
  });

  it("never looks the same twice, and is recognised by a digest that needs the token", () => {
    const { seal, request, box } = sealed();
    expect(seal.seal("the answer", request).equals(box)).toBe(false);
    expect(answerSeal("kh_svc_other", "a key").digest("POST /v1/keys").equals(request)).toBe(false);
  });
});
