// The real api process on a free port, over a test's own world, with clocks that stand still.
import { Writable } from "node:stream";
import pino from "pino";
import { type ApiOptions, createApi } from "#lib/api/server.ts";
import type { Permission } from "#lib/shared/permissions.ts";
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import { createToken } from "#lib/tokens/create-token.ts";
import { expectDocumented } from "./documented.ts";
import { principalOf, type TenantRow } from "./factories.ts";
import { type TestSpool, testSpool } from "./spool.ts";
import type { TestWorld } from "./world.ts";

type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Null when the answer is no JSON. */
  body: Json;
}

export interface Sending {
  /** A service token's secret, or a key's. */
  bearer?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Else it is sent when the api has heard of all changes that were made before. */
  atOnce?: boolean;
}

export interface TestApi {
  /** Without a trailing slash. */
  url: string;
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
  /** POST /v1/keys/verify by a service of the platform, or with another token; throws unless it is answered. */
  verify(question: object, token?: string): Promise<Json>;
  /** The lines it has logged. */
  logged(): string;
  /** Stores the usage that waits. */
  flush(): Promise<void>;
  /** Ends it; before the world is closed. */
  stop(): Promise<void>;
}

interface Wish {
  trustedProxies?: string[];
  databaseClock?: boolean;
  /** Where providers of models are instead of at their own addresses. */
  providerUrls?: ApiOptions["providerUrls"];
  /** Providers that are told which trace a call belongs to. */
  tracedProviders?: ApiOptions["tracedProviders"] | undefined;
  /** Lets it call addresses that are not on the public internet. */
  egress?: ApiOptions["egress"];
  /** Removed when the api has ended. */
  spool?: TestSpool;
}

export async function testApi(
  world: TestWorld,
  {
    trustedProxies = [],
    databaseClock = false,
    spool = testSpool(),
    providerUrls,
    tracedProviders,
    egress,
  }: Wish = {},
): Promise<TestApi> {
  let logged = "";
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const api = await createApi({
    deps: world.as("api"),
    log: pino({ level: "debug" }, sink),
    host: "127.0.0.1",
    port: 0,
    trustedProxies,
    spool,
    providerUrls,
    tracedProviders,
    egress,
    windowClock: databaseClock ? undefined : world.clock.now,
  });
  const url = `http://127.0.0.1:${api.port}`;
  const ownToken = await makeServiceToken(world);
  const send = async (method: string, path: string, sending?: Sending) => {
    if (!sending?.atOnce) await api.catchUp().catch(() => {});
    const answer = await sendTo(url + path, method, sending);
    expectDocumented(method, path, answer);
    return answer;
  };
  return {
    url,
    send,
    async verify(question, token = ownToken) {
      const answer = await send("POST", "/v1/keys/verify", { bearer: token, body: question });
      if (answer.status !== 200) throw new Error(`verify answered ${answer.status}: ${answer.text}`);
      return answer.body;
    },
    logged: () => logged,
    flush: api.flush,
    async stop() {
      await api.stop();
      spool.remove();
    },
  };
}

/** A service token's secret: of the platform, or of one tenant. May verify and report usage unless told otherwise. */
export async function makeServiceToken(
  world: TestWorld,
  wish: { tenant?: Pick<TenantRow, "id">; permissions?: (Permission | "*")[] } = {},
): Promise<string> {
  const { tenant, permissions = ["keys:verify", "usage:write"] } = wish;
  const input = { name: "a test's token", permissions };
  const admin = await principalOf(world, { platformRole: "admin", tenant });
  const create = tenant ? createToken : createPlatformToken;
  return (await create.execute(world.deps, admin, input)).secret;
}

async function sendTo(url: string, method: string, sending: Sending = {}): Promise<Answer> {
  const { bearer, headers = {}, body } = sending;
  const answer = await fetch(url, {
    method,
    headers: {
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    redirect: "manual",
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: asJson(text) };
}

function asJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
