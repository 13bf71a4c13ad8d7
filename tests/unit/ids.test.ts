import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeId, encodeId, isId, madeAt, newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { timeOrdered } from "#lib/shared/time-ordered.ts";

const prefix = fc.constantFrom("ten" as const, "key" as const, "sec" as const, "mail" as const);

describe("an id", () => {
  it("holds any uuid and gives it back", () => {
    fc.assert(
      fc.property(prefix, fc.uuid(), (kind, uuid) => {
        const id = encodeId(kind, uuid);
        expect(id).toMatch(new RegExp(`^${kind}_[0-7][0-9a-hjkmnp-tv-z]{25}$`));
        expect(decodeId(kind, id)).toBe(uuid);
      }),
    );
  });

  it("has one text form only: what decodes, encodes to the same text", () => {
    const body = fc.stringMatching(/^[0-9a-z]{26}$/);
    fc.assert(
      fc.property(body, (text) => {
        const uuid = decodeId("key", `key_${text}`);
        if (uuid !== null) expect(encodeId("key", uuid)).toBe(`key_${text}`);
      }),
    );
  });

  it("follows the TypeID examples", () => {
    expect(encodeId("ten", "00000000-0000-0000-0000-000000000000")).toBe("ten_00000000000000000000000000");
    expect(encodeId("key", "0188bac7-4afa-78aa-bc3b-bd1eef28d881")).toBe("key_01h2xcejqtf2nbrexx3vqjhp41");
    expect(encodeId("key", "ffffffff-ffff-ffff-ffff-ffffffffffff")).toBe("key_7zzzzzzzzzzzzzzzzzzzzzzzzz");
  });

  it("of another kind, in capitals, too long, overflowing or with other letters is none", () => {
    const id = newId("key");
    for (const wrong of [
      id.replace("key", "ten"),
      id.toUpperCase(),
      `${id}0`,
      id.slice(0, -1),
      "key_8zzzzzzzzzzzzzzzzzzzzzzzzz",
      "key_01h2xcejqtf2nbrexx3vqjhpil",
      "",
    ])
      expect(isId("key", wrong)).toBe(false);
    expect(isId("key", id)).toBe(true);
  });

  it("never throws, whatever text it is asked about", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => decodeId("ten", text) === null));
  });

  it("made later sorts later, and knows when it was made", () => {
    const ids = Array.from({ length: 500 }, () => newId("evt"));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(500);
    expect(Math.abs((madeAt("evt", ids[0]!)?.getTime() ?? 0) - Date.now())).toBeLessThan(5_000);
    expect(madeAt("key", ids[0]!)).toBeNull();
  });

  it("is a uuid of version 7 inside", () => {
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (let count = 0; count < 500; count += 1) expect(decodeId("key", newId("key"))).toMatch(form);
  });

  it("is in order and single when many are made in one millisecond, and when the clock is set back", () => {
    const next = timeOrdered();
    const ids = Array.from({ length: 50_000 }, (_, index) => next(1_800_000_000_000 - (index % 7)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids.slice(0, 100)) expect(id).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  });

  it("of the platform is the zero one", () => {
    expect(decodeId("ten", PLATFORM_TENANT)).toMatch(/^[0-]+$/);
  });
});
