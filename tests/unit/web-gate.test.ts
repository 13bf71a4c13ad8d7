import { describe, expect, it } from "vitest";
import { isKnownDevice, markDevice } from "#lib/auth/device.ts";
import { permissionsIn } from "#lib/auth/permissions-in.ts";
import { parseKeyring } from "#lib/crypto/keyring.ts";
import { isOwnOrigin } from "#lib/web/own-origin.ts";
import { pagePath, safePath } from "#lib/web/safe-path.ts";
import { TEST_PEPPERS } from "#tests/support/world.ts";

describe("the origin of a form", () => {
  it("is the configured public address and nothing else", () => {
    const own = "https://keys.example.com";
    expect(isOwnOrigin(own, own, false)).toBe(true);
    for (const other of ["https://keys.example.com.evil.test", "http://keys.example.com", "null", null])
      expect(isOwnOrigin(other, own, false)).toBe(false);
  });

  it("may be either name of the loopback in development only", () => {
    expect(isOwnOrigin("http://127.0.0.1:3000", "http://localhost:3000", true)).toBe(true);
    expect(isOwnOrigin("http://127.0.0.1:3000", "http://localhost:3000", false)).toBe(false);
    expect(isOwnOrigin("http://127.0.0.1:3001", "http://localhost:3000", true)).toBe(false);
  });
});

describe("where somebody goes after signing in", () => {
  it("is a path of this dashboard", () => {
    expect(safePath("/t/acme/keys?env=live")).toBe("/t/acme/keys?env=live");
    expect(pagePath("/t/acme/keys?env=live&_rsc=1x2")).toBe("/t/acme/keys?env=live");
    expect([pagePath("/t/acme?_rsc=1x2"), pagePath("//evil.test"), pagePath(null)]).toEqual([
      "/t/acme",
      "/",
      "/",
    ]);
  });

  it.each(["//evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", "", null, "/a\nb"])(
    "is never %j",
    (path) => expect(safePath(path)).toBe("/"),
  );
});

describe("rights in a place", () => {
  it("of a suspended tenant's owner are those of reading", () => {
    const rights = permissionsIn({ role: "owner", platformRole: null, suspended: true });
    expect([...rights].every((right) => right.endsWith(":read"))).toBe(true);
    expect(rights.has("usage:read")).toBe(true);
  });

  it("of support hold nothing that writes", () => {
    const rights = permissionsIn({ role: null, platformRole: "support", suspended: false });
    expect([...rights].filter((right) => !right.endsWith(":read"))).toEqual([]);
  });
});

describe("the mark of a device", () => {
  const peppers = parseKeyring(TEST_PEPPERS, "KEYHOLD_PEPPERS");

  it("is known for the account that it was made for, and for no other", () => {
    const mark = markDevice(peppers, "ada@example.test");
    expect(isKnownDevice(peppers, mark, "ada@example.test")).toBe(true);
    expect(isKnownDevice(peppers, mark, "eve@example.test")).toBe(false);
    expect(isKnownDevice(peppers, "made.up", "ada@example.test")).toBe(false);
  });
});
