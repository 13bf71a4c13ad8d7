// A log of calls as it is shown: what a verdict says, how new calls join the list, and what an address may mean.
import { describe, expect, it } from "vitest";
import { MOST_SHOWN, shownOf, withNewer } from "#components/calls/newest-calls.ts";
import { callRefText, cursorAfter, readCallRef } from "#lib/shared/call-ref.ts";
import { newId } from "#lib/shared/ids.ts";
import { OUTCOMES } from "#lib/shared/outcomes.ts";
import { explainVerdict } from "#lib/shared/verdict.ts";
import type { CallView } from "#lib/usage/call-view.ts";
import { callsSearch } from "#lib/usage/calls-search.ts";

const START = Date.parse("2026-03-10T12:00:00Z");
const ids = Array.from({ length: 2_000 }, () => newId("evt"));

function call(second: number): CallView {
  return {
    ...{ id: ids[second]!, at: new Date(START + second * 1_000).toISOString(), outcome: "VALID" },
    ...{ environment: "live", key: null, resource: null, scopes: [], ip: null, userAgent: null, tags: [] },
    ...{ cost: 1, units: {}, latencyMicros: 400, requestId: `req_${second}` },
  } as CallView;
}

/** Newest first, as an answer has them. */
const calls = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => call(to - index));

describe("a verdict", () => {
  it("names the one check that refused, what passed before it and what was not reached", () => {
    expect(explainVerdict("INSUFFICIENT_SCOPE").map(({ name, state }) => [name, state])).toEqual([
      ["Form", "passed"],
      ["Existence", "passed"],
      ["State", "passed"],
      ["Tenant", "passed"],
      ["Address", "passed"],
      ["Scopes", "refused"],
      ["Per-request maximum", "not reached"],
      ["Limits", "not reached"],
    ]);
  });

  it("has one refused check for every outcome but VALID, which passed them all", () => {
    for (const outcome of OUTCOMES) {
      const refused = explainVerdict(outcome).filter(({ state }) => state === "refused");
      expect(refused, outcome).toHaveLength(outcome === "VALID" ? 0 : 1);
    }
    expect(explainVerdict("VALID").every(({ state }) => state === "passed")).toBe(true);
  });
});

describe("a log that follows", () => {
  it("puts what is new at the top, each call once, late ones in their place", () => {
    const shown = shownOf({ items: [call(5), call(3)], nextCursor: null });
    const next = withNewer(shown, { items: [call(6), call(5), call(4)], nextCursor: null });
    expect(next.items.map(({ requestId }) => requestId)).toEqual(["req_6", "req_5", "req_4", "req_3"]);
    expect(withNewer(next, { items: [call(6), call(5)], nextCursor: null })).toBe(next);
  });

  it("has no hole when more came than one answer holds, and leads to the rest", () => {
    const shown = shownOf({ items: calls(0, 10), nextCursor: null });
    const next = withNewer(shown, { items: calls(500, 699), nextCursor: "there is more" });
    expect(next).toEqual({ items: calls(500, 699), more: true });
  });

  it(`never shows more than ${MOST_SHOWN}, and says that there are older ones`, () => {
    let shown = shownOf({ items: calls(0, 10), nextCursor: null });
    for (let at = 11; at < 900; at += 100)
      shown = withNewer(shown, { items: calls(at - 5, at + 99), nextCursor: null });
    expect(shown.items).toHaveLength(MOST_SHOWN);
    expect(shown.more).toBe(true);
  });
});

describe("an address", () => {
  it("names an open call by its moment and id, and nothing malformed", () => {
    const { id, at } = call(7);
    expect(readCallRef(callRefText({ id, at }))).toEqual({ id, at });
    for (const text of ["", "evt_1", `${START}.key_01h`, "x.evt_1", undefined])
      expect(readCallRef(text)).toBeNull();
    expect(Buffer.from(cursorAfter({ id, at }), "base64url").toString()).toBe(`${Date.parse(at)}.${id}`);
  });

  it("asks for the last day unless it says otherwise, and drops what makes no sense", () => {
    expect(callsSearch({ outcome: "NONSENSE", key: "key_x", tz: "Mars/Base" }, "Asia/Kolkata")).toEqual({
      filter: { range: "24h", zone: "Asia/Kolkata" },
      open: null,
      filtered: false,
    });
    const asked = callsSearch({ ip: "203.0.113.7", outcome: "REVOKED", tenant: newId("ten") }, "UTC");
    expect(asked).toMatchObject({ filter: { ip: "203.0.113.7", outcome: ["REVOKED"] }, filtered: true });
    expect("tenant" in asked.filter).toBe(false);
    const scoped = callsSearch({ scope: `a:b c:d,,${"x".repeat(201)},e:f` }, "UTC");
    expect(scoped).toMatchObject({ filter: { scope: ["a:b c:d", "e:f"] }, filtered: true });
  });
});
