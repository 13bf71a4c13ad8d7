// The gateway to language models as its README tells it: an admin makes keys, one of them from a string of theirs, and a
// program talks to a model with nothing but OpenAI's own package.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "#tests/support/api.ts";
import { type Cli, worldCli } from "#tests/support/cli.ts";
import { ROOT } from "#tests/support/source-tree.ts";
import { startUpstream, type Upstream } from "#tests/support/upstream/server.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const CHOSEN = "writers-team-key-of-2026";
const PROVIDER_KEY = "sk-of-the-writers-0123456789abcdef";
const run = promisify(execFile);

let world: TestWorld;
let upstream: Upstream;
let api: TestApi;
let cli: Cli;
beforeAll(async () => {
  [world, upstream] = await Promise.all([testWorld(), startUpstream()]);
  // What is set up by programs has their time.
  world.clock.set(new Date());
  api = await testApi(world, { providerUrls: { openai: upstream.openAiUrl } });
  const PROVIDER_URLS = `openai=${upstream.openAiUrl}`;
  cli = await worldCli(world, { API_PORT: new URL(api.url).port, PROVIDER_URLS });
});
afterAll(async () => {
  await cli?.close();
  await api?.stop();
  await upstream?.close();
  await world?.close();
});

const chat = async (key: string, question: string) => {
  await api.send("GET", "/healthz");
  const env = { ...process.env, KEYHOLD_URL: api.url, KEYHOLD_KEY: key };
  return run(process.execPath, [join(ROOT, "examples/llm-gateway/chat.ts"), question], { env });
};
const ask = (bearer: string) =>
  api.send("POST", "/v1/chat/completions", {
    bearer,
    body: { model: "openai/gpt-5-mini", messages: [{ role: "user", content: "Say hello." }] },
  });
const make = (name: string, limit: string, ...more: string[]) => {
  const terms = ["--payer", "byok", "--models", "openai/*", "--limit", limit];
  return cli.json(
    ["keys", "create", "--tenant", "writers", "--name", name, ...terms, ...more],
    more.includes("--secret-stdin") ? CHOSEN : undefined,
  );
};

it("lets callers use models with keys of an admin's making, within limits, and counts for each", {
  timeout: 120_000,
}, async () => {
  await cli.json(["tenants", "create", "--client-id", "writers", "--name", "Writers"]);
  await cli.json(
    ["credentials", "add", "--tenant", "writers", "--provider", "openai", "--label", "main"],
    PROVIDER_KEY,
  );
  const desk = await make("editing desk", "20/minute", "--limit", "tokens:200000/day", "--secret-stdin");
  const intern = await make("intern", "2/minute");
  expect(intern.secret).toMatch(/^kh_live_/);

  const told = await chat(CHOSEN, "Why is the sky blue?");
  expect(told.stdout).toBe("Hello from the model.");
  expect(told.stderr).toContain("25 tokens");
  const [sent] = upstream.received;
  expect(sent).toMatchObject({ body: { stream: true, messages: [{ content: "Why is the sky blue?" }] } });
  expect(sent!.headers.authorization).toBe(`Bearer ${PROVIDER_KEY}`);

  for (const _ of [1, 2]) {
    const answer = await ask(intern.secret);
    expect(answer.body.choices[0].message.content).toBe("Hello from the model.");
    expect(answer.headers.get("x-keyhold-payer")).toBe("byok");
    expect(Number(answer.headers.get("x-keyhold-cost"))).toBeGreaterThan(0);
  }
  const limited = await ask(intern.secret);
  expect([limited.status, limited.body.error.code]).toEqual([429, "rate_limit_exceeded"]);
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await ask("writers-team-key-of-2025")).status).toBe(401);
  expect(upstream.received).toHaveLength(3);

  await api.flush();
  const sums = async (metric: string[]) => {
    const question = ["usage", "--tenant", "writers", "--since", "24h", "--group-by", "key", ...metric];
    const { items } = await cli.json(question);
    return new Map<string, number>(
      items.map(({ key, value }: { key: string; value: unknown }) => [key, Number(value)]),
    );
  };
  const tokens = await sums(["--metric", "tokens"]);
  expect([tokens.get(desk.id), tokens.get(intern.id)]).toEqual([25, 50]);
  const cost = await sums(["--metric", "cost"]);
  expect(cost.get(intern.id)).toBeCloseTo(2 * cost.get(desk.id)!, 9);
  expect(cost.get(desk.id)).toBeGreaterThan(0);
});
