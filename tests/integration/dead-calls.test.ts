// What a process had under way when it was killed: billed once, as a guess, and not again when its own word comes late.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { settleDeadCalls } from "#lib/jobs/settle-dead-calls.ts";
import { runJob } from "#lib/jobs/task.ts";
import { newId } from "#lib/shared/ids.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { makeTenant } from "#tests/support/factories.ts";
import { jobContext } from "#tests/support/job-context.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const settle = () => runJob(settleDeadCalls, jobContext(world));

async function begun(): Promise<{ reservation: UsageEvent; settlement: UsageEvent }> {
  const tenant = await makeTenant(world);
  const at = world.clock.now();
  const event = {
    ...{ tenantId: tenant.id, at, id: newId("evt"), keyId: newId("key"), secretId: null },
    ...{ environment: "live" as const, outcome: "VALID" as const, cost: 1, units: null, resource: null },
    ...{ ip: null, userAgent: null, tags: null, latencyMicros: 5, requestId: "req_1" },
  };
  const use = {
    ...{ provider: "openai", model: "gpt-5-mini", payer: "managed" as const, credential_id: null },
    ...{
      input_tokens: 100,
      cache_read_tokens: 0,
      cache_write_tokens: 0,
      output_tokens: 400,
      reasoning_tokens: 0,
    },
    ...{ cost_pico: "1700000000", input_price: 1_000_000, output_price: 4_000_000, cache_read_price: null },
    ...{ cache_write_price: null, reasoning_price: null, status: null, streamed: true, estimated: true },
    ...{ first_byte_micros: null, total_micros: 0 },
  };
  const expires_at = new Date(at.getTime() + 60_000).toISOString();
  const used = {
    ...use,
    output_tokens: 7,
    cost_pico: "128000000",
    estimated: false,
    status: 200,
    total_micros: 9,
  };
  return {
    reservation: { ...event, use: { ...use, expires_at } },
    settlement: { ...event, units: { tokens: 107, cost: 128 }, use: used },
  };
}

const sums = async ({ tenantId }: UsageEvent) => {
  const { decodeId } = await import("#lib/shared/ids.ts");
  const [row] = await world.ownerSql`
    select (select count(*)::int from model_reservations where tenant_id = ${decodeId("ten", tenantId)}) as open,
      (select count(*)::int from model_calls where tenant_id = ${decodeId("ten", tenantId)}) as calls,
      (select sum(output_tokens)::int from model_hours where tenant_id = ${decodeId("ten", tenantId)}) as output,
      (select sum(estimated)::int from model_hours where tenant_id = ${decodeId("ten", tenantId)}) as estimated,
      (select sum(quantity)::int from meter_quarter_hours where tenant_id = ${decodeId("ten", tenantId)} and meter = 'cost') as cost`;
  return row;
};

describe("a reservation", () => {
  it("is no call, and ends with the settlement of its call, in the same batch or a later one", async () => {
    const { sql } = world.as("api").db;
    const [apart, together] = [await begun(), await begun()];
    await storeUsage(sql, [apart.reservation]);
    expect(await sums(apart.reservation)).toMatchObject({ open: 1, calls: 0 });
    await storeUsage(sql, [apart.settlement]);
    await storeUsage(sql, [together.reservation, together.settlement]);
    for (const { settlement } of [apart, together])
      expect(await sums(settlement)).toEqual({ open: 0, calls: 1, output: 7, estimated: 0, cost: 128 });
  });

  it("of a process that was killed is billed once as a marked guess, also when its own word comes late", async () => {
    const { sql } = world.as("api").db;
    const { reservation, settlement } = await begun();
    await storeUsage(sql, [reservation]);
    await settle();
    expect(await sums(reservation)).toMatchObject({ open: 1, calls: 0 });
    world.clock.advance(61_000);
    await settle();
    const guessed = { open: 0, calls: 1, output: 400, estimated: 1, cost: 1_700 };
    expect(await sums(reservation)).toEqual(guessed);
    await storeUsage(sql, [reservation, settlement]);
    await settle();
    expect(await sums(reservation)).toEqual(guessed);
  });

  it("keeps what of it is sound, until its call is billed", async () => {
    const { sql } = world.as("api").db;
    const { reservation } = await begun();
    const sound = { audio_input_tokens: 30, audio_output_tokens: 400, audio_output_price: 9_000_000 };
    await storeUsage(sql, [{ ...reservation, use: { ...reservation.use!, ...sound } }]);
    world.clock.advance(61_000);
    await settle();
    const [call] = await world.ownerSql`
      select audio_input_tokens, audio_output_tokens, audio_input_price, audio_output_price from model_calls
      where tenant_id = ${uuidOf("ten", reservation.tenantId)}`;
    expect(call).toEqual({
      ...{ audio_input_tokens: "30", audio_output_tokens: "400" },
      ...{ audio_input_price: null, audio_output_price: "9000000" },
    });
  });
});
