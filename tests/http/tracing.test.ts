// Traces as an operator's collector receives them, of an api and of jobs; and that nothing secret is among what it gets.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readSettings } from "#lib/core/env.ts";
import { createLog } from "#lib/core/log.ts";
import { startTracing } from "#lib/core/tracing/start-tracing.ts";
import { tracer } from "#lib/core/tracing/tracer.ts";
import { runJob, task } from "#lib/jobs/task.ts";
import { sweepUnknownKeys } from "#lib/unknown-keys/sweep-unknown-keys.ts";
import { makeServiceToken, type TestApi, testApi } from "#tests/support/api.ts";
import { type CollectedSpan, type Collector, startCollector } from "#tests/support/collector.ts";
import { makeTenant } from "#tests/support/factories.ts";
import { makeKey } from "#tests/support/keys.ts";
import { startUpstream, type Upstream } from "#tests/support/upstream/server.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const UNSAMPLED = "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
const PROVIDER_KEY = "sk-canary-of-the-provider-0123456789";
const PROMPT = "canary of what somebody asked";
const WORD = "canary-of-what-the-model-said";
const HEADER = "canary of the collector's own token";

let world: TestWorld;
let collector: Collector;
let upstream: Upstream;
let api: TestApi;
let key: { id: string; secret: string };
let token: string;
let verifier: string;
/** Ends tracing, which sends what waits. */
let end: () => Promise<void>;

const settingsOf = (more: Record<string, string> = {}) =>
  readSettings({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(HEADER)}`,
    TRACED_PROVIDERS: "openai",
    ...more,
  });
const start = async (more?: Record<string, string>) => {
  const log = createLog("tests", "silent");
  end = await startTracing(settingsOf(more).tracing, { name: "keyhold-api", version: "1" }, log);
};

beforeAll(async () => {
  [world, collector, upstream] = await Promise.all([testWorld(), startCollector(), startUpstream()]);
  upstream.behaviour.words = [WORD];
  const tenant = await makeTenant(world);
  key = await makeKey(world, tenant);
  token = await makeServiceToken(world, { permissions: ["keys:write", "keys:read"] });
  verifier = await makeServiceToken(world);
  await start();
  const providerUrls = { openai: upstream.openAiUrl, anthropic: upstream.anthropicUrl };
  api = await testApi(world, { providerUrls, tracedProviders: settingsOf().tracing?.providers });
});
beforeEach(() => void collector.spans.splice(0));
afterAll(async () => {
  await end?.();
  await api?.stop();
  await upstream?.close();
  await collector?.close();
  await world?.close();
});

/** What was collected of `work`. */
async function spansOf(
  work: () => Promise<unknown>,
  more?: Record<string, string>,
): Promise<CollectedSpan[]> {
  await end();
  await start(more);
  collector.spans.splice(0);
  await work();
  await end();
  return collector.spans;
}

const named = (spans: CollectedSpan[], name: string) => spans.find((span) => span.name === name)!;
const ask = (traceparent?: string, more: object = {}) =>
  api.send("POST", "/v1/keys/verify", {
    bearer: verifier,
    headers: traceparent ? { traceparent } : {},
    body: { key: key.secret, ...more },
  });

it("a verification is one span of its caller's trace, read from its bytes or by Node", async () => {
  const spans = await spansOf(async () => {
    await ask(PARENT);
    // An expectation is something that only Node's own server reads.
    await api.send("POST", "/v1/keys/verify?x=1", {
      bearer: verifier,
      headers: { traceparent: PARENT },
      body: { key: key.secret },
    });
  });
  const served = spans.filter(({ name }) => name === "POST /v1/keys/verify");
  expect(served).toHaveLength(2);
  for (const span of served)
    expect(span).toMatchObject({
      service: "keyhold-api",
      kind: 2,
      traceId: TRACE,
      parentSpanId: "b7ad6b7169203331",
      failed: false,
      attributes: {
        "http.request.method": "POST",
        "http.route": "/v1/keys/verify",
        "http.response.status_code": 200,
        "keyhold.request.id": expect.stringMatching(/^req_/),
      },
    });
});

it("a key that is not known is looked up within the span of the question", async () => {
  const spans = await spansOf(() => ask(PARENT, { key: "canary of a key that nobody issued" }));
  const [served, found] = [named(spans, "POST /v1/keys/verify"), named(spans, "find_key")];
  expect(found).toMatchObject({
    parentSpanId: served.spanId,
    kind: 3,
    attributes: { "db.system.name": "postgresql" },
  });
});

it("a path of management has its operation and its transaction within it, and fails by code alone", async () => {
  const spans = await spansOf(async () => {
    await api.send("GET", `/v1/keys/${key.id}`, { bearer: token });
    await api.send("GET", "/v1/keys/key_canary", { bearer: token });
  });
  const served = named(spans, "GET /v1/keys/:id");
  const operation = spans.find(({ name, traceId }) => name === "key.get" && traceId === served.traceId)!;
  expect(operation.parentSpanId).toBe(served.spanId);
  const within = spans.filter(({ parentSpanId }) => parentSpanId === operation.spanId);
  expect(within.map(({ name, kind }) => [name, kind])).toEqual([["transaction key.get", 3]]);
  const failed = spans.filter((span) => span.failed);
  expect(failed.map(({ attributes }) => attributes["error.type"])).toContain("not_found");
  expect(JSON.stringify(spans)).not.toContain("key_canary");
});

it("a call to a model tells who was asked, what it took and what it cost; the provider hears of the trace if it may", async () => {
  const body = { model: "openai/gpt-5-mini", messages: [{ role: "user", content: PROMPT }] };
  const headers = { traceparent: PARENT, "x-provider-key": PROVIDER_KEY };
  const spans = await spansOf(async () => {
    for (const stream of [false, true])
      await api.send("POST", "/v1/chat/completions", {
        bearer: key.secret,
        headers,
        body: { ...body, stream },
      });
    await api.send("POST", "/v1/chat/completions", {
      bearer: key.secret,
      headers,
      body: { ...body, model: "anthropic/claude-sonnet-4-5" },
    });
  });
  const [whole, streamed] = spans.filter(({ name }) => name === "chat gpt-5-mini");
  for (const [span, stream] of [
    [whole!, false],
    [streamed!, true],
  ] as const)
    expect(span).toMatchObject({
      kind: 3,
      traceId: TRACE,
      failed: false,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-5-mini",
        "gen_ai.response.model": "gpt-5-mini",
        "gen_ai.request.stream": stream,
        "gen_ai.usage.input_tokens": upstream.behaviour.promptTokens,
        "gen_ai.usage.output_tokens": 1,
        "keyhold.payer": "request",
        "keyhold.key.id": key.id,
      },
    });
  const served = spans.filter(({ name }) => name === "POST /v1/chat/completions");
  expect(served.map(({ spanId }) => spanId)).toContain(whole!.parentSpanId);
  const tried = spans.find(({ name, parentSpanId }) => name === "POST" && parentSpanId === whole!.spanId)!;
  expect(tried.attributes).toMatchObject({
    "server.address": "127.0.0.1",
    "http.response.status_code": 200,
  });
  const told = upstream.received.map(({ headers }) => headers.traceparent);
  expect(told).toEqual([`00-${TRACE}-${tried.spanId}-01`, expect.stringContaining(TRACE), undefined]);
});

it("a job is a span of its own, with what it executes within it", async () => {
  const job = task("* * * * *", sweepUnknownKeys, {});
  const context = { deps: world.as("worker"), settings: settingsOf(), log: createLog("tests", "silent") };
  const spans = await spansOf(() => runJob(job, context));
  const [ran, operation] = [named(spans, `process ${job.name}`), named(spans, job.name)];
  expect(ran).toMatchObject({
    kind: 5,
    parentSpanId: "",
    attributes: { "messaging.system": "pg-boss", "messaging.destination.name": job.name },
  });
  expect(operation.parentSpanId).toBe(ran.spanId);
});

it("nothing is traced that a caller does not keep, beyond the share of one's own, or without an endpoint", async () => {
  expect(await spansOf(() => ask(UNSAMPLED))).toEqual([]);
  expect(await spansOf(() => ask(), { OTEL_TRACES_SAMPLER_ARG: "0" })).toEqual([]);
  expect(await spansOf(() => ask(PARENT), { OTEL_TRACES_SAMPLER_ARG: "0" })).toHaveLength(1);
  expect(await spansOf(() => ask("00-nonsense"))).toHaveLength(1);
  expect(await spansOf(() => ask(PARENT), { OTEL_EXPORTER_OTLP_ENDPOINT: "" })).toEqual([]);
  expect(tracer()).toBeNull();
});

it("without an endpoint nothing of OpenTelemetry is loaded but the interface that Drizzle looks for", {
  timeout: 120_000,
}, async () => {
  const program = `
    await import(${JSON.stringify(new URL("../../lib/api/start-api.ts", import.meta.url).href)});
    await import(${JSON.stringify(new URL("../../lib/jobs/worker.ts", import.meta.url).href)});
    const { startTracing } = await import(${JSON.stringify(new URL("../../lib/core/tracing/start-tracing.ts", import.meta.url).href)});
    await startTracing(null, { name: "x", version: "1" }, null);
    process.stdout.write([...loaded].join());`;
  const watch = `
    import { registerHooks } from "node:module";
    globalThis.loaded = new Set();
    registerHooks({ load: (url, context, next) => (/@opentelemetry.(?!api.)/.test(url) && loaded.add(url), next(url, context)) });`;
  const url = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
  const args = ["--import", url(watch), "--input-type=module", "-e", program];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stdout).toBe("");
});

it("no secret, no prompt and no answer of all this reached the collector, but its own token did", () => {
  const said = collector.received();
  expect(said).toContain(key.id);
  for (const secret of [key.secret, token, verifier, PROVIDER_KEY, PROMPT, WORD, "canary", HEADER])
    expect(said).not.toContain(secret);
  expect(new Set(collector.headers.map(({ authorization }) => authorization))).toEqual(new Set([HEADER]));
});
