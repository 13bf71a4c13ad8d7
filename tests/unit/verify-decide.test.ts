// The decision about a key, by its properties: total, and in the order of the contract.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gatewayTerms } from "#lib/shared/gateway.ts";
import { newId } from "#lib/shared/ids.ts";
import { decide, decideForm, type Question } from "#lib/verify/decide.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import { covers, missingScopes } from "#lib/verify/scopes.ts";

const NOW = new Date("2026-03-10T12:00:00.000Z");
const PAST = new Date(NOW.getTime() - 1);
const FUTURE = new Date(NOW.getTime() + 1);

const good: KeyRecord = {
  tenant: { id: newId("ten"), clientId: "acme", name: "Acme", suspendedAt: null },
  id: newId("key"),
  name: "a key",
  environment: "live",
  scopes: ["logs:*"],
  limits: [],
  perRequest: { patients: 50 },
  gateway: gatewayTerms(null, null),
  ipAllow: ["203.0.113.0/24"],
  metadata: {},
  demo: false,
  legacy: false,
  expiresAt: FUTURE,
  disabledAt: null,
  revokedAt: null,
  staleOkMs: 0,
  secret: { id: newId("sec"), expiresAt: null },
};
const fine: Question = {
  scopes: ["logs:write"],
  cost: 1,
  units: { patients: 50 },
  ip: "203.0.113.7",
  onlyTenant: null,
};

/** What makes each refusal, in the order of the contract. */
const faults: [code: string, record: Partial<KeyRecord>, question: Partial<Question>][] = [
  ["NOT_FOUND", {}, { onlyTenant: newId("ten") }],
  ["REVOKED", { revokedAt: PAST }, {}],
  ["EXPIRED", { expiresAt: NOW }, {}],
  ["DISABLED", { disabledAt: PAST }, {}],
  ["TENANT_SUSPENDED", { tenant: { ...good.tenant, suspendedAt: PAST } }, {}],
  ["IP_NOT_ALLOWED", {}, { ip: "198.51.100.1" }],
  ["INSUFFICIENT_SCOPE", {}, { scopes: ["users:read"] }],
  ["UNITS_EXCEED_MAX", {}, { units: { patients: 51 } }],
];

describe("the decision", () => {
  it("is VALID when nothing speaks against it", () => {
    expect(decide(good, fine, NOW)).toEqual({ code: "VALID" });
  });

  it("names the first fault in the contract's order, whatever else is wrong", () => {
    fc.assert(
      fc.property(fc.subarray(faults, { minLength: 1 }), (some) => {
        const record = Object.assign({}, good, ...some.map(([, change]) => change));
        const question = Object.assign({}, fine, ...some.map(([, , change]) => change));
        expect(decide(record, question, NOW).code).toBe(some[0]?.[0]);
      }),
    );
  });

  it("says of another tenant's key just what it says of no key", () => {
    expect(decide(good, { ...fine, onlyTenant: newId("ten") }, NOW)).toEqual(decide(null, fine, NOW));
    expect(decide(good, { ...fine, onlyTenant: good.tenant.id }, NOW).code).toBe("VALID");
  });

  it("never throws, whatever stands in the record and the question", () => {
    const text = fc.string();
    fc.assert(
      fc.property(fc.array(text), fc.array(text), text, fc.array(text), (ipAllow, scopes, ip, required) => {
        const answer = decide({ ...good, ipAllow, scopes }, { ...fine, ip, scopes: required }, NOW);
        expect(answer.code).toMatch(/^[A-Z_]+$/);
      }),
    );
  });

  it("is over at the very moment of expiry, of the key and of a replaced secret", () => {
    expect(decide({ ...good, expiresAt: NOW }, fine, NOW).code).toBe("EXPIRED");
    expect(decide({ ...good, secret: { ...good.secret, expiresAt: NOW } }, fine, NOW).code).toBe("EXPIRED");
    expect(decide({ ...good, secret: { ...good.secret, expiresAt: FUTURE } }, fine, NOW).code).toBe("VALID");
  });

  it("holds cost to the largest amount of requests, and is not misled by inherited names", () => {
    expect(decide({ ...good, perRequest: { requests: 2 } }, { ...fine, cost: 3 }, NOW).code).toBe(
      "UNITS_EXCEED_MAX",
    );
    expect(decide(good, { ...fine, units: { constructor: 5 } }, NOW).code).toBe("VALID");
  });

  it("takes v4 addresses inside v6 for what they are, and no block that cannot be read", () => {
    const withIp = (ipAllow: string[], ip: string) => decide({ ...good, ipAllow }, { ...fine, ip }, NOW).code;
    expect(withIp(["203.0.113.7"], "::ffff:203.0.113.7")).toBe("VALID");
    expect(withIp(["::ffff:203.0.113.0/120"], "203.0.113.7")).toBe("VALID");
    expect(withIp(["0.0.0.0/0"], "2001:db8::1")).toBe("IP_NOT_ALLOWED");
    expect(withIp(["::/0"], "203.0.113.7")).toBe("IP_NOT_ALLOWED");
    expect(withIp(["garbage"], "203.0.113.7")).toBe("IP_NOT_ALLOWED");
  });
});

describe("the form", () => {
  it("refuses a bad checksum, nothing, and more than 512 characters, without a look-up", () => {
    expect(decideForm("bad_checksum", 56)?.code).toBe("MALFORMED");
    expect(decideForm("foreign", 0)?.code).toBe("MALFORMED");
    expect(decideForm("foreign", 513)?.code).toBe("MALFORMED");
    expect(decideForm("foreign", 512)).toBeNull();
    expect(decideForm("well_formed", 56)).toBeNull();
  });
});

describe("scopes", () => {
  it("cover themselves, their resource, their action, or everything", () => {
    expect(covers("logs:write", "logs:write")).toBe(true);
    expect(covers("logs:*", "logs:write")).toBe(true);
    expect(covers("*:write", "logs:write")).toBe(true);
    expect(covers("*:*", "logs:write")).toBe(true);
    expect(covers("*", "anything")).toBe(true);
    expect(covers("logs:read", "logs:write")).toBe(false);
    expect(covers("log:*", "logs:write")).toBe(false);
    expect(covers("logs", "logs:write")).toBe(false);
    expect(covers("*:*", "logs")).toBe(false);
  });

  it("that are asked for with a star need as wide a grant", () => {
    expect(covers("logs:write", "logs:*")).toBe(false);
    expect(covers("logs:*", "*")).toBe(false);
    expect(covers("*:read", "logs:*")).toBe(false);
    expect(covers("*", "logs:*")).toBe(true);
  });

  it("grant nothing when there are none, and are all required", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (required) => {
        expect(missingScopes([], required)).toEqual(required);
        expect(missingScopes(["*"], required)).toEqual([]);
      }),
    );
  });
});
