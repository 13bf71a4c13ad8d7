import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExpiry, expiryInput, expiryOptions } from "#components/keys/form/expiry.ts";
import { controlOf, MetadataError, parseMetadata } from "#components/keys/form/key-form.ts";
import { asksForAll, keyFilters } from "#components/keys/list/key-filters.ts";
import { isIssuedForm, mayBeSecret } from "#components/keys/list/secret-form.ts";
import { envName, firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { limitDraft, limitInput, perRequestDrafts, perRequestOf } from "#components/limits/limit-draft.ts";
import { suggestClientId } from "#components/tenants/client-id.ts";
import { generateToken, shownPrefix } from "#lib/crypto/token.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { clientIdFrom } from "#lib/tenants/create-tenant.ts";

describe("the search of keys", () => {
  it("never takes an issued secret, whole or cut short, for a word that may stand in an address", () => {
    const kinds = fc.constantFrom("live" as const, "test" as const, "svc" as const);
    fc.assert(
      fc.property(kinds, fc.integer({ min: 0, max: 30 }), (kind, cut) => {
        const secret = generateToken("kh", kind);
        expect(isIssuedForm(secret.slice(0, secret.length - cut))).toBe(true);
      }),
    );
  });

  it("searches by what is shown of a secret, by ids, names and e-mail addresses", () => {
    expect(isIssuedForm(shownPrefix("kh", generateToken("kh", "live")))).toBe(false);
    for (const text of [
      "key_01m7yk3n20edsv4pm3eef6nvae",
      "dana.lee@acme.example",
      "checkout, production",
      "a3fK",
    ])
      expect(mayBeSecret(text), text).toBe(false);
  });

  it("looks up a pasted text that may be a chosen secret", () => {
    expect(mayBeSecret("DEMO_MILMED_2025_50_PATIENTS")).toBe(true);
  });

  it("falls back where an address cannot be read", () => {
    expect(keyFilters({ status: "nonsense", env: "all", concern: "?" })).toMatchObject({
      status: null,
      environment: null,
    });
    expect(keyFilters({ concern: "expiring" })).toMatchObject({ expiringWithinDays: 14 });
    expect(asksForAll({ env: "all" })).toBe(true);
    expect(asksForAll({ q: "x" })).toBe(false);
  });
});

describe("the form of a key", () => {
  it("offers no expiry that the plan does not allow", () => {
    const strict = { maxExpiryDays: 45, allowsNeverExpiring: false };
    expect(expiryOptions(strict).map(({ value }) => value)).toEqual(["7", "30", "custom"]);
    expect(defaultExpiry(strict).preset).toBe("30");
    expect(defaultExpiry({ maxExpiryDays: 365, allowsNeverExpiring: true }).preset).toBe("90");
  });

  it("sends days, the end of a day, null for never, and nothing to leave it as it is", () => {
    expect(expiryInput({ preset: "90", date: "" })).toEqual({ expiresInDays: 90 });
    expect(expiryInput({ preset: "never", date: "" })).toEqual({ expiresAt: null });
    expect(expiryInput({ preset: "keep", date: "" })).toEqual({});
    const end = new Date(2030, 0, 31, 23, 59, 59).toISOString();
    expect(expiryInput({ preset: "custom", date: "2030-01-31" })).toEqual({ expiresAt: end });
  });

  it("refuses metadata that is no JSON object, and says so", () => {
    expect(parseMetadata(' {"team": "growth"} ')).toEqual({ team: "growth" });
    expect(parseMetadata("")).toEqual({});
    for (const text of ["{", "[1]", "null", '"text"'])
      expect(() => parseMetadata(text)).toThrow(MetadataError);
  });

  it("shows a message of the server at the control that it is about", () => {
    expect(controlOf("expiresInDays")).toBe("expiry");
    expect(controlOf("ipAllow.2")).toBe("ipAllow");
    expect(controlOf("limits.0.limit")).toBe("limits.0.limit");
  });

  it("gives limits and maxima back as they were", () => {
    const limits: Limit[] = [
      {
        name: "minute",
        kind: "rate",
        meter: "requests",
        limit: 100,
        window: "1m",
        burst: 5,
        onFailure: "open",
      },
      { name: "month", kind: "quota", meter: "tokens", limit: 9, window: "month", onFailure: "closed" },
    ];
    expect(limits.map(limitDraft).map(limitInput)).toEqual(limits);
    expect(perRequestOf(perRequestDrafts({ patients: 50 }))).toEqual({ patients: 50 });
  });
});

describe("snippets", () => {
  it("stay one argument of a shell, whatever a chosen secret holds", () => {
    const [curl] = firstCallSnippets("https://keys.example", "it's $HOME");
    expect(curl?.code).toContain(`'Authorization: Bearer it'\\''s $HOME'`);
  });

  it("name a variable that every shell takes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(envName(name)).toMatch(/^[A-Z][A-Z0-9_]*_API_KEY$/);
      }),
    );
  });
});

it("suggests the client id that the server would make", () => {
  for (const name of ["Müller & Söhne GmbH", "Acme Corp", "42 Sails Ltd."])
    expect(suggestClientId(name)).toBe(clientIdFrom(name));
});
