// An api process that is killed with SIGKILL while it passes a stream on: a real process, and what is billed afterwards.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { createEgress } from "#lib/core/egress/guard.ts";
import { settleDeadCalls } from "#lib/gateway/dead-calls-store.ts";
import { type ApiProgram, startApiProgram } from "../support/api-program.ts";
import { makeCredential } from "../support/credentials.ts";
import { makeTenant } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { startUpstream, type Upstream } from "../support/upstream/server.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let upstream: Upstream;
let dataDir: string;
let api: ApiProgram | undefined;
const patience = { timeout: 60_000, interval: 100 };

beforeAll(async () => {
  [world, upstream, dataDir] = await Promise.all([
    testWorld(),
    startUpstream(),
    mkdtemp(join(tmpdir(), "kh-killed-")),
  ]);
  await world.ownerSql`
    insert into prices (provider, model, effective_from, input, output, source, as_of, created_at)
    values ('openai-compatible', 'slow', '2020-01-01', 1000000, 4000000, 'a test', '2020-01-01', '2020-01-01')`;
});
afterAll(async () => {
  await api?.end("SIGKILL");
  await upstream?.close();
  await world?.close();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

it("a call is billed once, as a guess, by what was set aside for it", async () => {
  world.clock.set(new Date());
  const tenant = await makeTenant(world);
  world.as("api").vet = createEgress({ allow: ["127.0.0.0/8"] }).vet;
  const { id } = await makeCredential(world, tenant, {
    provider: "openai-compatible",
    baseUrl: upstream.openAiUrl,
  });
  const budget = { name: "budget", kind: "quota", meter: "cost", limit: 1_000_000, window: "month" } as const;
  const key = await makeKey(world, tenant, { limits: [budget] });
  upstream.behaviour.eventMs = 50;
  upstream.behaviour.words = Array.from({ length: 1_000 }, () => "word ");
  api = await startApiProgram(world, dataDir);
  const { url } = api;
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key.secret}`, "Content-Type": "application/json" },
    body: JSON.stringify({
      model: "openai-compatible/slow",
      stream: true,
      max_tokens: 100,
      messages: [{ role: "user", content: "Say much." }],
    }),
  });
  expect(answer.status).toBe(200);
  const reader = answer.body!.getReader();
  await reader.read();
  await api.end("SIGKILL");
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  await expect(rest()).rejects.toThrow();

  // The next process on this machine finds on disk what the dead one had begun.
  api = await startApiProgram(world, dataDir);
  const reserved = () => world.ownerSql<{ output_tokens: string; cost_pico: string }[]>`
    select output_tokens, cost_pico from model_reservations where key_id = ${uuidOf("key", key.id)}`;
  await expect.poll(async () => (await reserved()).length, patience).toBe(1);
  const [held] = await reserved();
  expect(held?.output_tokens).toBe("100");
  const { sql } = world.as("worker").db;
  expect(await settleDeadCalls(sql, new Date())).toBe(0);
  const later = new Date(Date.now() + 16 * 60_000);
  expect([await settleDeadCalls(sql, later), await settleDeadCalls(sql, later)]).toEqual([1, 0]);
  const calls = await world.ownerSql`
    select estimated, output_tokens, cost_pico from model_calls where key_id = ${uuidOf("key", key.id)}`;
  expect(calls).toEqual([{ estimated: true, ...held }]);
  const [sums] = await world.ownerSql`
    select (select sum(calls)::int from usage_quarter_hours) as calls,
      (select sum(estimated)::int from model_hours) as estimated,
      (select sum(cost_pico)::text from model_hours) as hours,
      (select sum(cost_pico)::text from credential_days where credential_id = ${uuidOf("cred", id)}) as days,
      (select sum(quantity)::int from meter_quarter_hours where meter = 'cost') as metered`;
  const micros = Math.ceil(Number(held?.cost_pico) / 1e6);
  const cost = held?.cost_pico;
  expect(sums).toEqual({ calls: 1, estimated: 1, hours: cost, days: cost, metered: micros });
}, 240_000);
