// Who pays for a call, as the key's contract says: never anybody silently, and never after a provider refused a key.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { removeCredential } from "#lib/credentials/remove-credential.ts";
import type { KeyGateway } from "#lib/shared/gateway.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { makeServiceToken } from "#tests/support/api.ts";
import { makeCredential } from "#tests/support/credentials.ts";
import { makeTenant, principalOf } from "#tests/support/factories.ts";
import { type GatewayWorld, gatewayWorld } from "#tests/support/gateway.ts";

const OWN = "sk-own-0123456789abcdefghijklmn";
const SECOND = "sk-second-0123456789abcdefghijk";
const OURS = "sk-platform-0123456789abcdefghi";
let given: GatewayWorld;
let own: string;
let second: string;

beforeAll(async () => {
  given = await gatewayWorld();
  const { world, tenant } = given;
  second = (await makeCredential(world, tenant, { secret: SECOND, label: "second" })).id;
  world.clock.advance(1_000);
  own = (await makeCredential(world, tenant, { secret: OWN, label: "own" })).id;
  for (const provider of ["openai", "anthropic"] as const)
    await makeCredential(world, { id: PLATFORM_TENANT }, { secret: OURS, provider, label: provider });
  await given.setPlan({ payers: ["byok", "byok_then_managed", "managed"] });
});
beforeEach(() => given.upstream.reset());
afterAll(() => given.close());

async function ask(gateway: KeyGateway, wish: { model?: string; headers?: Record<string, string> } = {}) {
  const { secret } = await given.key({ gateway });
  const { model = "gpt-5-mini", headers } = wish;
  return given.api.send("POST", "/v1/chat/completions", {
    bearer: secret,
    headers,
    body: { model, messages: [{ role: "user", content: "Say hello." }] },
  });
}
const shown = () =>
  given.upstream.received.map(({ headers }) => String(headers["x-api-key"] ?? headers.authorization));

describe("byok", () => {
  it("spends the tenant's newest credential, and names it", async () => {
    const answer = await ask({ payer: "byok" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-keyhold-payer")).toBe("byok");
    expect(answer.headers.get("x-keyhold-credential")).toBe(own);
    expect(shown()).toEqual([`Bearer ${OWN}`]);
    expect((await given.calls()).at(-1)).toMatchObject({ payer: "byok" });
  });

  it("goes on to the second credential when the first one is out of its rate", async () => {
    given.upstream.behaviour.failures = [{ status: 429, times: 1 }];
    const answer = await ask({ payer: "byok" });
    expect(answer.headers.get("x-keyhold-credential")).toBe(second);
    expect(shown()).toEqual([`Bearer ${OWN}`, `Bearer ${SECOND}`]);
  });

  it("spends only those that the key names, in its order", async () => {
    const credentials = [second] as KeyGateway["credentials"];
    const answer = await ask({ payer: "byok", ...(credentials && { credentials }) });
    expect(answer.headers.get("x-keyhold-credential")).toBe(second);
  });

  it("says what is missing where the tenant has no credential, and asks nobody", async () => {
    const answer = await ask({ payer: "byok" }, { model: "anthropic/claude-sonnet-4-5" });
    expect([answer.status, answer.body.error.code]).toEqual([400, "credential_missing"]);
    expect(given.upstream.received).toEqual([]);
  });
});

describe("byok_then_managed", () => {
  it("lets the platform pay where the tenant has no credential", async () => {
    const answer = await ask({ payer: "byok_then_managed" }, { model: "anthropic/claude-sonnet-4-5" });
    expect(answer.headers.get("x-keyhold-payer")).toBe("managed");
    expect(shown()).toEqual([OURS]);
  });

  it("lets the platform pay when the tenant's are out of their rate", async () => {
    given.upstream.behaviour.failures = [{ status: 429, times: 2 }];
    const answer = await ask({ payer: "byok_then_managed" });
    expect(answer.headers.get("x-keyhold-payer")).toBe("managed");
  });

  it.each([401, 403])(
    "never lets anybody else pay when the provider refuses the key with %i",
    async (status) => {
      given.upstream.behaviour.failures = [
        { status, times: 1, body: JSON.stringify({ error: { message: `no: ${OWN}` } }) },
      ];
      const answer = await ask({ payer: "byok_then_managed" });
      expect([answer.status, answer.body.error.code]).toEqual([403, "provider_key_rejected"]);
      expect(answer.headers.get("x-should-retry")).toBe("false");
      expect(answer.text).not.toContain(OWN);
      expect(shown()).toEqual([`Bearer ${OWN}`]);
    },
  );
});

describe("managed", () => {
  it("spends the platform's credential", async () => {
    const answer = await ask({ payer: "managed" });
    expect(answer.headers.get("x-keyhold-payer")).toBe("managed");
    expect(shown()).toEqual([`Bearer ${OURS}`]);
  });

  it("is not for keys whose plan does not offer it", async () => {
    await given.setPlan({ payers: ["byok"] });
    const answer = await ask({ payer: "managed" });
    expect(answer.headers.get("x-keyhold-payer")).toBe("byok");
    await given.setPlan({ payers: ["byok", "byok_then_managed", "managed"] });
  });
});

describe("request", () => {
  it("brings a key only where the plan offers it", async () => {
    const headers = { "x-provider-key": "sk-brought-0123456789abcdef" };
    expect((await ask({ payer: "byok" }, { headers })).body.error.code).toBe("provider_key_not_allowed");
    await given.setPlan({ payer: "request", payers: ["request"] });
    expect((await ask({})).body.error.code).toBe("provider_key_missing");
    expect((await ask({}, { headers })).headers.get("x-keyhold-payer")).toBe("request");
    await given.setPlan({ payers: ["byok", "byok_then_managed", "managed"] });
  });
});

describe("Azure OpenAI", () => {
  const AZURE = "0123456789abcdef0123456789abcdef";
  const azure = (model: string, wish: object = {}) =>
    given.key({ gateway: { payer: "byok" } }).then(({ secret }) =>
      given.api.send("POST", "/v1/chat/completions", {
        bearer: secret,
        body: {
          model: `azure-openai/${model}`,
          messages: [{ role: "user", content: "Say hello." }],
          ...wish,
        },
      }),
    );
  beforeAll(async () => {
    const wish = { provider: "azure-openai", baseUrl: given.upstream.azureUrl, secret: AZURE } as const;
    await makeCredential(given.world, given.tenant, wish);
  });

  it("is asked below the address of the resource, by deployment, with the key in its own header", async () => {
    const answer = await azure("our-mini");
    expect([answer.status, answer.body.choices[0].message.content]).toEqual([200, "Hello from the model."]);
    const [{ path, headers, body }] = given.upstream.received as [(typeof given.upstream.received)[0]];
    expect([path, headers["api-key"], headers.authorization, body.model]).toEqual([
      ...["/azure/openai/v1/chat/completions", AZURE, undefined, "our-mini"],
    ]);
  });

  it("streams chunks that have a choice each, whatever its filters say before", async () => {
    const asked = await azure("our-mini", { stream: true });
    const chunks = asked.text.split("\n\n").filter((event) => event.startsWith("data: {"));
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.every((event) => JSON.parse(event.slice(6)).choices.length === 1)).toBe(true);
    const whole = await azure("our-mini", { stream: true, stream_options: { include_usage: true } });
    expect(whole.text).toContain("prompt_filter_results");
    expect(whole.text).toContain('"prompt_tokens":20');
  });

  it("says in its own words what it has not, and by our code what it refuses", async () => {
    const missing = await azure("nobodys");
    expect([missing.status, missing.body.error.code]).toEqual([404, "DeploymentNotFound"]);
    const failures = [{ status: 429, times: 9, body: '{"error":{"code":"429","message":"Too many."}}' }];
    Object.assign(given.upstream.behaviour, { failures });
    const limited = await azure("our-mini");
    expect([limited.status, limited.body.error.code]).toEqual([429, "rate_limit_exceeded"]);
  });

  it("is not stored with an address that never answers", async () => {
    const stored = (baseUrl: string) =>
      makeCredential(given.world, given.tenant, { provider: "azure-openai", baseUrl, secret: AZURE }).then(
        () => "stored",
        (error) => error.fields?.baseUrl ?? String(error),
      );
    const host = "https://acme.openai.azure.com";
    expect(await stored(host)).toContain(`give ${host}/openai/v1.`);
    expect(await stored(`${host}/openai`)).toContain(`give ${host}/openai/v1.`);
    const classic = `${host}/openai/deployments/our-mini/chat/completions?api-version=2024-10-21`;
    expect(await stored(classic)).toContain("by the name of their deployment");
  });
});

describe("a provider that is away", () => {
  it("is gone on from to the model that the key names, before the first byte", async () => {
    given.upstream.behaviour.failures = [{ status: 503, times: 6 }];
    const fallbacks = { "openai/gpt-5-mini": ["anthropic/claude-sonnet-4-5"] };
    const { secret } = await given.key({ gateway: { payer: "managed", fallbacks } });
    given.upstream.behaviour.failures = [{ status: 503, times: 2 }];
    const answer = await given.api.send("POST", "/v1/chat/completions", {
      bearer: secret,
      body: { model: "gpt-5-mini", messages: [{ role: "user", content: "Say hello." }] },
    });
    expect(answer.body.choices[0].message.content).toBe("Hello from the model.");
    expect(answer.headers.get("x-keyhold-model")).toBe("anthropic/claude-sonnet-4-5");
    expect((await given.calls()).at(-1)).toMatchObject({ provider: "anthropic", model: "claude-sonnet-4-5" });
  });

  it("is left alone for a while when it failed again and again", async () => {
    given.upstream.behaviour.failures = [{ status: 500, times: 100 }];
    for (let index = 0; index < 4; index += 1) await ask({ payer: "managed" });
    const before = given.upstream.received.length;
    const answer = await ask({ payer: "managed" });
    expect(answer.status).toBe(503);
    expect(given.upstream.received.length).toBe(before);
  });
});

describe("usage by model", () => {
  it("tells tokens, cost and payer, to the tenant and to nobody else", async () => {
    const { api, world, tenant } = given;
    await given.calls();
    const token = await makeServiceToken(world, { tenant, permissions: ["usage:read"] });
    const { body } = await api.send("GET", "/v1/usage/models?range=24h", { bearer: token });
    const [stored] = await world.ownerSql<{ pico: string }[]>`
      select sum(cost_pico)::text as pico from model_calls where payer = 'byok' and model = 'gpt-5-mini'`;
    const own = body.items.find(
      (item: { payer: string; model: string }) => item.payer === "byok" && item.model === "gpt-5-mini",
    );
    expect(own.cost).toBe(String(Number(stored!.pico) / 1e12));
    expect(own.outputTokens).toBeGreaterThan(0);
    expect(body.items.map((item: { payer: string }) => item.payer)).toContain("managed");
    const stranger = await makeServiceToken(world, {
      tenant: await makeTenant(world),
      permissions: ["usage:read"],
    });
    expect((await api.send("GET", "/v1/usage/models?range=24h", { bearer: stranger })).body.items).toEqual(
      [],
    );
  });
});

describe("one call by its request id", () => {
  it("tells its tenant what it came to and who paid, and nobody else", async () => {
    const { api, world, tenant } = given;
    const answer = await ask({ payer: "byok" });
    await given.calls();
    const path = `/v1/usage/model-calls/${answer.headers.get("x-request-id")}`;
    const bearer = await makeServiceToken(world, { tenant, permissions: ["usage:read"] });
    const found = await api.send("GET", path, { bearer });
    expect(found.body).toMatchObject({
      payer: "byok",
      model: "gpt-5-mini",
      inputTokens: 20,
      outputTokens: 5,
    });
    expect(found.body.cost).toBe(answer.headers.get("x-keyhold-cost"));
    const stranger = { tenant: await makeTenant(world), permissions: ["usage:read" as const] };
    const theirs = await api.send("GET", path, { bearer: await makeServiceToken(world, stranger) });
    expect([theirs.status, theirs.body.code]).toEqual([404, "not_found"]);
  });
});

describe("a price", () => {
  it("is what the bill says, to the pico-dollar, wherever it is read", async () => {
    const { api, upstream, world, tenant } = given;
    upstream.behaviour.cachedTokens = 8;
    // 12 × 1,234,567 + 8 × 98,765 + 5 × 7,654,321.
    const answer = await ask({ payer: "byok" }, { model: "gpt-odd" });
    expect(answer.headers.get("x-keyhold-cost")).toBe("0.000053876529");
    await ask({ payer: "byok" }, { model: "gpt-odd" });
    await given.calls();
    const permissions = ["usage:read", "credentials:read"] as const;
    const token = await makeServiceToken(world, { tenant, permissions: [...permissions] });
    const usage = await api.send("GET", "/v1/usage/models?range=24h", { bearer: token });
    const item = usage.body.items.find(({ model }: { model: string }) => model === "gpt-odd");
    expect(item).toMatchObject({ calls: 2, cost: "0.000107753058", unpriced: 0 });
    const uses = await api.send("GET", "/v1/credentials/use", { bearer: token });
    expect(monthOf(uses.body, own)).toEqual(await ledgerOf(own));
    const staff = await makeServiceToken(world, { permissions: [...permissions] });
    const ours = (await api.send("GET", "/v1/credentials/use", { bearer: staff })).body;
    expect(ours.items.length).toBe(2);
    for (const { credentialId, month, keys } of ours.items) {
      expect(keys).toEqual([]);
      expect(month).toEqual(await ledgerOf(credentialId));
    }
  });

  type Use = { credentialId: string; month: object };
  const monthOf = ({ items }: { items: Use[] }, id: string) =>
    items.find(({ credentialId }) => credentialId === id)?.month;

  /** What a credential was spent for, from the calls themselves. */
  async function ledgerOf(id: string): Promise<object> {
    const [row] = await given.world.ownerSql<{ calls: number; failed: number; cost: string }[]>`
      select count(*)::int as calls, count(*) filter (where status is null or status >= 400)::int as failed,
        (coalesce(sum(cost_pico), 0) / 1e12)::text as cost
      from model_calls where credential_id = ${uuidOf("cred", id)}`;
    return { ...row, unpriced: 0, cost: row!.cost.replace(/\.?0+$/, "") };
  }
});

describe("a credential that was removed", () => {
  it("pays nothing any more", async () => {
    const { world, tenant } = given;
    const principal = await principalOf(world, { tenant, role: "owner" });
    await removeCredential.execute(world.deps, principal, { credentialId: own });
    const answer = await ask({ payer: "byok" });
    expect(answer.headers.get("x-keyhold-credential")).toBe(second);
    expect(shown()).not.toContain(`Bearer ${OWN}`);
  });
});

describe("stored keys that changed places in the database", () => {
  it("pay nothing: nobody is asked, neither is shown, and the trail says so", async () => {
    const { world, tenant, upstream } = given;
    const secrets = ["gsk_one-0123456789abcdefghijklmn", "gsk_two-0123456789abcdefghijklmn"];
    const ids: string[] = [];
    for (const secret of secrets)
      ids.push(
        (await makeCredential(world, tenant, { secret, provider: "groq", label: secret.slice(0, 7) })).id,
      );
    const [one, two] = ids.map((id) => uuidOf("cred", id));
    await world.ownerSql`
      update credential_versions v set wrapped_key = o.wrapped_key, ciphertext = o.ciphertext
      from credential_versions o
      where v.credential_id in (${one!}, ${two!}) and o.credential_id in (${one!}, ${two!})
        and o.credential_id <> v.credential_id`;
    const answer = await ask({ payer: "byok" }, { model: "groq/llama-3.3-70b-versatile" });
    expect([answer.status, answer.body.error.code]).toEqual([503, "credential_unavailable"]);
    expect(upstream.received).toEqual([]);
    for (const secret of secrets) expect(JSON.stringify(answer.body)).not.toContain(secret.slice(8));
    const trail = await world.ownerSql`
      select target_label from audit_entries where action = 'credential.undecryptable' order by target_label`;
    expect(trail.map(({ target_label }) => target_label)).toEqual(["gsk_one", "gsk_two"]);
  });
});
