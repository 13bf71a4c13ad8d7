// The small parts of HTTP: whose key, whose address, which headers.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DomainError } from "#lib/core/errors.ts";
import { bearer } from "#lib/http/bearer.ts";
import { clientAddress, inBlocks, normalAddress, parseBlocks } from "#lib/http/client-address.ts";
import { problem } from "#lib/http/problem.ts";
import { rateLimitHeaders, retryAfterSeconds } from "#lib/http/rate-limit-headers.ts";
import { newRequestId } from "#lib/http/request-id.ts";

const asking = (headers: Record<string, string[] | undefined>, query = "") => ({
  headerLines: (name: string) => headers[name] ?? [],
  query: new URLSearchParams(query),
});

describe("the key of a request", () => {
  it("comes from Authorization or X-API-Key, and may stand in both", () => {
    expect(bearer(asking({ authorization: ["Bearer abc"] }), "kh")).toBe("abc");
    expect(bearer(asking({ authorization: ["bearer  abc "] }), "kh")).toBe("abc");
    expect(bearer(asking({ "x-api-key": ["abc"] }), "kh")).toBe("abc");
    expect(bearer(asking({ authorization: ["Bearer abc"], "x-api-key": ["abc"] }), "kh")).toBe("abc");
    expect(bearer(asking({}), "kh")).toBeNull();
    expect(bearer(asking({ authorization: ["Basic YTpi"] }), "kh")).toBeNull();
  });

  it("must be one: two that differ are refused", () => {
    for (const headers of [
      { authorization: ["Bearer abc"], "x-api-key": ["abd"] },
      { authorization: ["Bearer abc", "Bearer abd"] },
      { "x-api-key": ["abc", "abd"] },
    ])
      expect(() => bearer(asking(headers), "kh")).toThrow(/two different keys/);
  });

  it("is refused in a query string, with a message that says so", () => {
    for (const query of [
      "key=abc",
      "api_key=abc",
      "X=1&x=kh_live_abc",
      "q=see%20kh_svc_abc",
      "access_token=x",
    ])
      expect(() => bearer(asking({ authorization: ["Bearer abc"] }, query), "kh")).toThrow(/query string/);
    const id = "key_01jqz8y6hme3vvy2m1x0k7w9ab";
    expect(bearer(asking({}, `key=${id}&groupBy=key&scope=logs:write`), "kh")).toBeNull();
  });
});

describe("the caller's address", () => {
  const trusted = parseBlocks(["10.0.0.0/8", "::1", "::ffff:192.0.2.0/120"]);
  const of = (peer: string, forwarded: string | null) => clientAddress(peer, forwarded, trusted);

  it("is the peer's own unless the peer is a trusted proxy", () => {
    expect(of("203.0.113.7", "198.51.100.1")).toBe("203.0.113.7");
    expect(of("::ffff:203.0.113.7", "198.51.100.1")).toBe("203.0.113.7");
    expect(clientAddress("127.0.0.1", "198.51.100.1", [])).toBe("127.0.0.1");
  });

  it("is the right-most hop that is not trusted; what stands left of it is hearsay", () => {
    expect(of("10.0.0.1", "1.1.1.1, 198.51.100.1")).toBe("198.51.100.1");
    expect(of("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.9.9.9")).toBe("198.51.100.1");
    expect(of("::1", "198.51.100.1:4711")).toBe("198.51.100.1");
    expect(of("192.0.2.1", "[2001:db8::1]:443")).toBe("2001:db8::1");
    expect(of("10.0.0.1", "10.0.0.2, 10.0.0.3")).toBe("10.0.0.2");
    expect(of("10.0.0.1", null)).toBe("10.0.0.1");
  });

  it("is its own shortest form when it is four plain numbers, and only then", () => {
    const part = fc.oneof(
      fc.integer({ min: 0, max: 400 }).map(String),
      fc.constantFrom("", "00", "01", "0x1", "1e1"),
    );
    const text = fc.array(part, { minLength: 3, maxLength: 5 }).map((parts) => parts.join("."));
    fc.assert(
      fc.property(text, (written) => {
        const isPlain = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?=.)|$)){4}$/.test(written);
        if (isPlain) expect(normalAddress(written)).toBe(written);
        else expect(normalAddress(written)).not.toBe(written);
      }),
    );
  });

  it("is unknown when the hop that counts is no address", () => {
    expect(of("10.0.0.1", "198.51.100.1, unknown")).toBeNull();
    expect(of("10.0.0.1", "198.51.100.1, 10")).toBeNull();
  });

  it("cannot be forged from outside the trusted proxies", () => {
    fc.assert(
      fc.property(fc.string(), (forwarded) => {
        expect(of("203.0.113.7", forwarded)).toBe("203.0.113.7");
        expect(of("10.0.0.1", `${forwarded.replaceAll(",", "")}, 203.0.113.7`)).toBe("203.0.113.7");
      }),
    );
  });

  it("is compared as an address, not as text", () => {
    expect(normalAddress("2001:0DB8:0::1")).toBe("2001:db8::1");
    expect(normalAddress("::ffff:1.2.3.4")).toBe("1.2.3.4");
    expect(normalAddress("127.1")).toBeNull();
    expect(inBlocks("2001:db8::7", parseBlocks(["2001:DB8::/32"]))).toBe(true);
  });
});

describe("rate-limit headers", () => {
  const minute = { name: "minute", limit: 100, remaining: 99, resetMs: 40_001, windowMs: 60_000 };
  const life = { name: 'o"d\\d', limit: 9, remaining: 9, resetMs: null, windowMs: null };

  it("have the form of structured fields, and the older one for the tightest limit", () => {
    expect(rateLimitHeaders([minute, life])).toEqual({
      "RateLimit-Policy": '"minute";q=100;w=60, "o\\"d\\\\d";q=9',
      RateLimit: '"minute";r=99;t=41, "o\\"d\\\\d";r=9',
      "X-RateLimit-Limit": "9",
      "X-RateLimit-Remaining": "9",
      "X-RateLimit-Reset": "86400",
    });
    expect(rateLimitHeaders([minute])["X-RateLimit-Reset"]).toBe("41");
    expect(rateLimitHeaders([])).toEqual({});
  });

  it("never say to come back after 0 seconds, or before the limit does", () => {
    expect(retryAfterSeconds({ resetMs: 0 })).toBe(1);
    expect(retryAfterSeconds({ resetMs: 1_001 })).toBe(2);
    expect(retryAfterSeconds({ resetMs: null })).toBe(86_400);
    expect(retryAfterSeconds(undefined)).toBe(1);
  });
});

describe("a problem", () => {
  it("has the form of RFC 9457, with its code, request id and fields", async () => {
    const answer = problem(new DomainError("invalid_input", "cost: no", { fields: { cost: "no" } }), "req_1");
    expect(answer.status).toBe(422);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toEqual({
      type: "/docs/errors/invalid_input",
      title: "The input is not valid",
      status: 422,
      detail: "cost: no",
      code: "invalid_input",
      requestId: "req_1",
      fields: { cost: "no" },
    });
  });

  it("says how to authenticate, and when to come back", () => {
    expect(problem(new DomainError("unauthenticated", "no"), "r").headers.get("www-authenticate")).toBe(
      "Bearer",
    );
    expect(problem(new DomainError("unavailable", "no"), "r").headers.get("retry-after")).toBe("1");
  });

  it("tells nothing about an error that was not meant for anybody", async () => {
    const answer = problem(new Error("secret of the house"), "req_1");
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("secret of the house");
  });
});

describe("request ids", () => {
  it("are unique, sort by time and have one form", () => {
    const ids = Array.from({ length: 10_000 }, () => newRequestId());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(newRequestId(1_000) < newRequestId(2_000)).toBe(true);
  });
});
