// The meter keeps every event until it is stored, whatever happens in between.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { generateToken } from "#lib/crypto/token.ts";
import { newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { createMeter } from "#lib/verify/meter.ts";
import { NO_KEY, type UsageEvent, usageEventOf } from "#lib/verify/usage-event.ts";

const told = {
  secret: "a secret of ours",
  record: null,
  outcome: "NOT_FOUND" as const,
  cost: 1,
  units: {},
  resource: null,
  ip: null,
  userAgent: null,
  tags: [],
  requestId: "req_1",
  at: new Date("2026-03-10T12:00:00Z"),
  latencyMicros: 5,
};
const event = (more: Partial<UsageEvent> = {}): UsageEvent => ({ ...usageEventOf(told, "kh"), ...more });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the meter", () => {
  it("stores after 200 ms, in batches of at most 500, in order", async () => {
    const batches: UsageEvent[][] = [];
    const meter = createMeter({ store: async (events) => batches.push([...events]) });
    const events = Array.from({ length: 1_200 }, () => event());
    for (const one of events) meter.record(one);
    await vi.advanceTimersByTimeAsync(200);
    expect(batches.map((batch) => batch.length)).toEqual([500, 500, 200]);
    expect(batches.flat().map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(meter.waiting()).toBe(0);
  });

  it("keeps a batch that could not be stored and sends the same one again", async () => {
    const sent: string[][] = [];
    let away = true;
    const meter = createMeter({
      store: async (events) => {
        sent.push(events.map(({ id }) => id));
        if (away) throw new Error("away");
      },
    });
    meter.record(event());
    await vi.advanceTimersByTimeAsync(300);
    meter.record(event());
    away = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(meter.waiting()).toBe(0);
    expect(sent[1]?.[0]).toBe(sent[0]?.[0]);
    expect(new Set(sent.flat()).size).toBe(2);
  });

  it("says that it is full rather than drop", () => {
    const meter = createMeter({ store: () => new Promise(() => {}), waitingAtMost: 3 });
    for (let index = 0; index < 3; index += 1) meter.record(event());
    expect(meter.isFull()).toBe(true);
    expect(meter.waiting()).toBe(3);
  });

  it("stores everything but the one event that never can be", async () => {
    const stored: string[] = [];
    const lost: string[] = [];
    const bad = event();
    const meter = createMeter({
      store: async (events) => {
        if (events.includes(bad)) throw new Error("bad data");
        stored.push(...events.map(({ id }) => id));
      },
      isHopeless: () => true,
      onLost: ({ id }) => lost.push(id),
    });
    const others = Array.from({ length: 20 }, () => event());
    for (const one of [...others.slice(0, 7), bad, ...others.slice(7)]) meter.record(one);
    await vi.advanceTimersByTimeAsync(200);
    expect(stored).toEqual(others.map(({ id }) => id));
    expect(lost).toEqual([bad.id]);
  });

  it("stores what waits when it is stopped, and says what it could not", async () => {
    const stored: string[] = [];
    const meter = createMeter({ store: async (events) => stored.push(...events.map(({ id }) => id)) });
    meter.record(event());
    expect(await meter.stop(1_000)).toBe(0);
    expect(stored).toHaveLength(1);
    const stuck = createMeter({ store: async () => Promise.reject(new Error("away")) });
    stuck.record(event());
    const stopping = stuck.stop(1_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await stopping).toBe(1);
  });
});

describe("a usage event", () => {
  it("of an unknown key stands under the platform and no key", () => {
    expect(event()).toMatchObject({
      tenantId: PLATFORM_TENANT,
      keyId: NO_KEY,
      secretId: null,
      environment: "none",
    });
  });

  it("never holds the secret, or anything that looks like one, wherever it was written", () => {
    const secret = generateToken("kh", "live");
    const other = generateToken("kh", "svc");
    const made = usageEventOf(
      {
        ...told,
        secret,
        resource: `GET /x?key=${secret}`,
        userAgent: `curl ${secret.slice(0, 30)} ${other}`,
        tags: [secret, "eu"],
      },
      "kh",
    );
    const text = JSON.stringify(made);
    expect(text).not.toContain(secret.slice(8, 30));
    expect(text).not.toContain(other.slice(8));
    expect(made.tags?.[1]).toBe("eu");
  });

  it("holds only text that Postgres can store, of bounded length", () => {
    const made = usageEventOf(
      { ...told, resource: `\0\ud800${"é".repeat(5_000)}`, requestId: newId("evt") },
      "kh",
    );
    expect(made.resource).toMatch(/^[^\0]{256}$/u);
    expect(made.resource?.isWellFormed()).toBe(true);
  });
});
