// A key that may call a model at a local upstream, made over REST as a service would make it.
import type { Installation } from "./installation.ts";
import { type Keyhold, makeServiceToken } from "./keyhold.ts";

/** What the key asks for: a provider's model at an address of one's own. */
export const MODEL = "openai-compatible/bench";

/** What the model costs, so that the budget is really counted. Read by an api when it starts. */
export async function priceModel({ owner }: Installation): Promise<void> {
  await owner.sql`
    insert into prices (provider, model, effective_from, input, output, most_output, source, as_of, created_at)
    values ('openai-compatible', 'bench', now() - interval '1 day', 1000, 1000, 4096, 'bench', current_date, now())`;
}

/** The secret of the key. Throws what Keyhold answered when something is refused. */
export async function makeGatewayKey(
  installation: Installation,
  keyhold: Keyhold,
  upstreamUrl: string,
): Promise<string> {
  const token = await makeServiceToken(installation, [
    "tenants:write",
    "tenants:read",
    "keys:write",
    "keys:read",
    "credentials:write",
    "credentials:read",
  ]);
  const post = (path: string, body: object) => send(`http://127.0.0.1:${keyhold.port}${path}`, token, body);
  await post("/v1/tenants", { name: "Bench", clientId: "bench_gateway" });
  const tenant = "bench_gateway";
  await post("/v1/credentials", {
    tenant,
    provider: "openai-compatible",
    label: "bench",
    baseUrl: upstreamUrl,
    secret: "sk-bench-0123456789abcdef0123456789abcdef",
  });
  const key = await post("/v1/keys", {
    tenant,
    name: "bench",
    scopes: ["*"],
    limits: [
      { name: "minute", kind: "rate", meter: "requests", limit: 10_000_000, window: "1m" },
      { name: "budget", kind: "quota", meter: "cost", limit: 1_000_000_000_000, window: "month" },
    ],
  });
  return key.secret;
}

async function send(url: string, token: string, body: object): Promise<{ secret: string }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${new URL(url).pathname} answers ${response.status}: ${text}`);
  return JSON.parse(text) as { secret: string };
}
