import { describe, expect, it } from "vitest";
import { answeredError } from "#lib/cli/elsewhere/answered-error.ts";
import { requestOf } from "#lib/cli/elsewhere/request-of.ts";
import { readAddress } from "#lib/cli/profiles/target.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { listAllKeys } from "#lib/keys/list-all-keys.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { changeMemberRole } from "#lib/members/change-member-role.ts";
import { getOwnTenant } from "#lib/tenants/get-own-tenant.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { rerollUsage } from "#lib/usage/reroll-usage.ts";

describe("an operation as a request", () => {
  it("puts the tenant where its endpoint looks for it", () => {
    expect(requestOf(createKey, { name: "k" }, "acme")).toEqual({
      method: "POST",
      path: "/v1/keys",
      body: '{"name":"k","tenant":"acme"}',
      repeatable: true,
    });
    expect(requestOf(suspendTenant, { reason: "unpaid" }, "acme")).toMatchObject({
      path: "/v1/tenants/acme/suspend",
      body: '{"reason":"unpaid"}',
    });
    expect(requestOf(getOwnTenant, {}, "acme").path).toBe("/v1/tenants/acme");
    expect(requestOf(changeMemberRole, { userId: "usr_1", role: "viewer" }, "acme")).toMatchObject({
      method: "PATCH",
      path: "/v1/tenants/acme/members/usr_1",
      body: '{"role":"viewer"}',
    });
    expect(requestOf(addCredential, {}, "acme").body).toBe('{"tenant":"acme"}');
    expect(requestOf(platformOwn(addCredential), {}, null).body).toBe("{}");
  });

  it("says the rest in the body, or in the query of what only reads, without what was not given", () => {
    const input = { keyId: "key_1", graceSeconds: 60 };
    expect(requestOf(rotateKey, input, null)).toMatchObject({
      path: "/v1/keys/key_1/rotate",
      body: '{"graceSeconds":60}',
    });
    const filters = { tag: undefined, status: ["active", "expired"], q: "a b&c", cursor: null };
    expect(requestOf(listAllKeys, filters, null)).toMatchObject({
      method: "GET",
      path: "/v1/keys?status=active&status=expired&q=a+b%26c",
      body: null,
    });
  });

  it("lets nobody out of a path", () => {
    expect(requestOf(getKey, { keyId: "../tenants?x#y" }, null).path).toBe("/v1/keys/..%2Ftenants%3Fx%23y");
    for (const keyId of ["", ".", ".."]) expect(() => requestOf(getKey, { keyId }, null)).toThrow(/no such/);
    expect(() => requestOf(rerollUsage, {}, null)).toThrow("has no path");
  });
});

describe("an answer that is an error", () => {
  const problem = (code: string, more = {}) => JSON.stringify({ detail: "What is wrong.", code, ...more });

  it("is the error of its code, or of its status where the code is not known here", () => {
    const fields = { name: "Give a name." };
    expect(answeredError("http://x", 422, problem("invalid_input", { fields }))).toMatchObject({
      code: "invalid_input",
      message: "What is wrong.",
      fields,
    });
    expect(answeredError("http://x", 404, problem("something_new")).code).toBe("not_found");
    expect(answeredError("http://x", 418, problem("something_new")).code).toBe("internal");
    expect(answeredError("http://x", 500, problem("internal", { requestId: "req_1" })).message).toContain(
      "req_1",
    );
  });

  it("is no Keyhold's when it is no problem document", () => {
    for (const [status, text] of [
      [502, "<html>"],
      [301, ""],
      [404, '{"error":1}'],
    ] as const)
      expect(answeredError("http://x", status, text)).toMatchObject({
        code: "unavailable",
        message: `http://x answered ${status}, and not as a Keyhold does.`,
      });
  });
});

it("an address is one of http, and holds nothing secret", () => {
  expect(readAddress("https://keys.example.com/base/")).toBe("https://keys.example.com/base");
  for (const text of ["keys.example.com", "ftp://x", "https://me:pw@x", "https://x?token=1", "https://x#y"])
    expect(() => readAddress(text)).toThrow(/--url/);
});
