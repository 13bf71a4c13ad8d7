// The gateway over a test's own world, with providers on this machine, and prices that are easy to reckon with.
import { uuidOf } from "#db/schema/columns.ts";
import { createEgress } from "#lib/core/egress/guard.ts";
import type { KeyGateway, PlanGateway } from "#lib/shared/gateway.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { type TestApi, testApi } from "./api.ts";
import { makeTenant, type TenantRow } from "./factories.ts";
import { makeKey } from "./keys.ts";
import { startUpstream, type Upstream } from "./upstream/server.ts";
import { type TestWorld, testWorld } from "./world.ts";

export interface GatewayWorld {
  world: TestWorld;
  api: TestApi;
  upstream: Upstream;
  tenant: TenantRow;
  /** A key's secret and id. Its plan is the tenant's, with `plan` as what it says of models. */
  key(wish?: { gateway?: KeyGateway; limits?: Limit[] }): Promise<{ id: string; secret: string }>;
  setPlan(gateway: PlanGateway): Promise<void>;
  /** What was stored of calls, the oldest first; after all usage is stored. */
  calls(): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Pico-USD per token: a dollar for a million tokens in, four for a million out. */
const PRICED = [
  ["openai", "gpt-5-mini"],
  ["openai", "text-embedding-3-small"],
  ["anthropic", "claude-sonnet-4-5"],
  ["gemini", "gemini-2.5-flash"],
];

export async function gatewayWorld(): Promise<GatewayWorld> {
  const world = await testWorld();
  const upstream = await startUpstream();
  for (const [provider, model] of PRICED)
    await world.ownerSql`
      insert into prices (provider, model, effective_from, input, output, cache_read, source, as_of, created_at)
      values (${provider!}, ${model!}, '2026-01-01', 1000000, 4000000, 100000, 'a test', '2020-01-01', '2020-01-01')
      on conflict (provider, model, effective_from) do nothing`;
  await world.ownerSql`
    insert into prices (provider, model, effective_from, input, output, cache_read, source, as_of, created_at)
    values ('openai', 'gpt-odd', '2026-01-01', 1234567, 7654321, 98765, 'a test', '2020-01-01', '2020-01-01')`;
  await world.ownerSql`
    insert into prices (provider, model, effective_from, input, output, audio_input, audio_output, source, as_of, created_at)
    values ('openai', 'gpt-sound', '2026-01-01', 1000000, 4000000, 32000000, 64000000, 'a test', '2020-01-01', '2020-01-01')`;
  const tenant = await makeTenant(world);
  const api = await testApi(world, {
    egress: createEgress({ allow: ["127.0.0.0/8"] }),
    providerUrls: {
      openai: upstream.openAiUrl,
      anthropic: upstream.anthropicUrl,
      gemini: upstream.geminiUrl,
    },
  });
  return {
    world,
    api,
    upstream,
    tenant,
    async key({ gateway, limits } = {}) {
      const made = await makeKey(world, tenant, { limits });
      if (gateway)
        await world.ownerSql`update keys set gateway = ${JSON.stringify(gateway)}::text::jsonb where id = ${uuidOf("key", made.id)}`;
      return { id: made.id, secret: made.secret };
    },
    async setPlan(gateway) {
      await world.ownerSql`update plans set gateway = ${JSON.stringify(gateway)}::text::jsonb`;
      await api.send("GET", "/healthz");
    },
    async calls() {
      await api.flush();
      return world.ownerSql`select * from model_calls order by at, id`;
    },
    async close() {
      await api.stop();
      await upstream.close();
      await world.close();
    },
  };
}
