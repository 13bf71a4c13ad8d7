// Limits of several processes on one real database.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/shared/ids.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { visitCounters } from "#lib/verify/counter-store.ts";
import { createLeaseLimiter } from "#lib/verify/lease-limiter.ts";
import type { Limiter } from "#lib/verify/limiter.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await testWorld();
  // Three processes are known to run.
  await world.ownerSql`
    insert into nodes (id, host, pid, version, started_at, seen_at, acknowledged_seq)
    select gen_random_uuid(), 'here', n, '1', now(), now() + interval '1 hour', 0 from generate_series(1, 3) n`;
});
afterAll(() => world?.close());

const quota = (limit: number): Limit => ({
  name: "quota",
  kind: "quota",
  window: "day",
  meter: "requests",
  limit,
  onFailure: "closed",
});
const rate = (limit: number): Limit => ({
  name: "minute",
  kind: "rate",
  window: "1m",
  meter: "requests",
  limit,
  burst: 0,
  onFailure: "closed",
});

function limiter(databaseMs?: () => number, ownMs = () => performance.now()): Limiter {
  const { sql } = world.as("api").db;
  return createLeaseLimiter(
    (leases, settle, nowMs) => visitCounters(sql, leases, settle, nowMs, databaseMs),
    ownMs,
  );
}

interface Client {
  limiter: Limiter;
  calls: number;
  cost?: number;
}

/** Each client makes its calls one after another, all clients at once. Resolves to what was admitted. */
async function run(clients: Client[], limits: Limit[], keyId = newId("key")): Promise<number> {
  const tenantId = newId("ten");
  let admitted = 0;
  const work = async ({ limiter, calls, cost = 1 }: Client) => {
    for (let index = 0; index < calls; index += 1) {
      const amounts = new Map([["requests", cost]]);
      if ((await limiter.take({ tenantId, keyId, limits, amounts })).admitted) admitted += cost;
    }
  };
  await Promise.all(clients.map(work));
  return admitted;
}

const clientsOf = (limiters: Limiter[], each: number, calls: number, cost?: number): Client[] =>
  limiters.flatMap((limiter) => Array.from({ length: each }, () => ({ limiter, calls, cost })));

describe("a quota of 1,000 and three processes with 64 clients each", () => {
  it("admits exactly 1,000", async () => {
    const three = [limiter(), limiter(), limiter()];
    expect(await run(clientsOf(three, 64, 20), [quota(1_000)])).toBe(1_000);
    for (const one of three) await one.close();
  });

  it("admits exactly 1,000 when calls cost 5, whatever else limits them", async () => {
    const three = [limiter(), limiter(), limiter()];
    expect(await run(clientsOf(three, 64, 5, 5), [quota(1_000), rate(1_000_000)])).toBe(1_000);
    for (const one of three) await one.close();
  });

  it("never admits more when one of them dies with what it holds, and what is given back is used", async () => {
    const [first, second, third] = [limiter(), limiter(), limiter()];
    const keyId = newId("key");
    const limits = [quota(1_000)];
    const tenantId = newId("ten");
    const rows = () => world.ownerSql<[{ spent: number }]>`
      select coalesce(sum(spent), 0)::int as spent from limit_counters where key_id = (
        select key_id from limit_counters order by last_at desc limit 1)`;
    const before = await run(clientsOf([first], 8, 20), limits, keyId);
    const same = { tenantId, keyId, limits, amounts: new Map([["requests", 1]]) };
    expect(before).toBe(160);
    expect((await rows())[0].spent).toBeGreaterThan(160);
    // The first is heard of no more. Of the others one ends in good order.
    let admitted = 0;
    for (let index = 0; index < 50; index += 1) if ((await second.take(same)).admitted) admitted += 1;
    expect(admitted).toBe(50);
    await second.close();
    for (let index = 0; index < 1_200; index += 1) if ((await third.take(same)).admitted) admitted += 1;
    expect(admitted).toBe(1_000);
    await third.close();
  });
});

describe("a rate over three processes, on a clock of the test", () => {
  it.each([1, 10, 100, 10_000])(
    "of %i admits no more within any minute, and nearly all of it",
    async (most) => {
      const start = Date.UTC(2026, 2, 10, 12);
      let elapsedMs = 0;
      const three = [0, 1, 2].map((node) =>
        limiter(
          () => start + elapsedMs,
          () => node * 1_000_000 + elapsedMs,
        ),
      );
      const tenantId = newId("ten");
      const keyId = newId("key");
      const limits = [rate(most)];
      const amounts = new Map([["requests", 1]]);
      const admitted: number[] = [];
      const [steps, spans] = [120, 3];
      let made = 0;
      for (let step = 1; step <= steps; step += 1) {
        elapsedMs = (step * spans * 60_000) / steps;
        const now = elapsedMs;
        const wave: Promise<void>[] = [];
        for (; made < (3 * most * spans * step) / steps; made += 1) {
          const node = made % 20 < 16 ? 0 : made % 20 < 19 ? 1 : 2;
          const verdict = three[node]?.take({ tenantId, keyId, limits, amounts });
          wave.push(Promise.resolve(verdict).then((one) => void (one?.admitted && admitted.push(now))));
        }
        await Promise.all(wave);
      }
      let from = 0;
      for (const [index, at] of admitted.entries()) {
        while ((admitted[from] as number) <= at - 60_000) from += 1;
        if (index - from + 1 > most) expect.fail(`${index - from + 1} within a minute`);
      }
      expect(admitted.length / (most * spans)).toBeGreaterThanOrEqual(0.93);
      for (const one of three) await one.close();
    },
  );
});
