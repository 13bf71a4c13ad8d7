// What a gateway adds to a call to a model: straight to a local upstream, through Portkey's gateway, through Keyhold's.
import type { Mode, RequestSet } from "../load/plan.ts";
import { table } from "../report.ts";
import { MODEL, makeGatewayKey, priceModel } from "../setup/gateway.ts";
import { type Keyhold, startKeyhold } from "../setup/keyhold.ts";
import { type Measured, median } from "../setup/measure.ts";
import { havePeer, versionOf } from "../setup/peers.ts";
import { freePort, type Program, startProgram } from "../setup/program.ts";
import { count, duration } from "../setup/words.ts";
import type { Bench, Scenario } from "./scenario.ts";

const ROUNDS = 3;
/** Long enough for the compiler to have done its work. */
const FIRST_WARM_UP_SECONDS = 4;
const WARM_UP_SECONDS = 0.5;
const PATH = "/v1/chat/completions";
const PROVIDER_KEY = "sk-bench-0123456789abcdef0123456789abcdef";

interface Way {
  name: string;
  port: number;
  pid: number;
  headers: Record<string, string>;
  model: string;
}

interface Case {
  name: string;
  connections: number;
  stream: boolean;
  mode: Mode;
}

const MANY = 64;
const CASES = [1, MANY].flatMap((connections) =>
  [false, true].map((stream): Case => {
    const name = `${connections === 1 ? "one after the other" : `${connections} connections`}, ${kindOf(stream)}`;
    return { name, connections, stream, mode: { kind: "closed" } };
  }),
);

export const gateway: Scenario = {
  name: "gateway",
  async run(bench) {
    const running: Pick<Program, "stop">[] = [];
    try {
      const upstream = startProgram("tests/bench/programs/upstream.ts", { seat: "rest" });
      running.push(upstream);
      const { port } = await upstream.ask<{ port: number }>({});
      const direct = {
        name: "direct",
        port,
        pid: upstream.pid,
        headers: bearer(PROVIDER_KEY),
        model: "bench",
      };
      const ways = [
        direct,
        await portkey(bench, port, running),
        await keyholdWay(bench, port, running),
      ].filter((way) => way !== null);
      const top = await measureAll(bench, ways, CASES);
      bench.put("gateway", tables(top, await measureAll(bench, ways, pacedCases(top))));
    } finally {
      await Promise.all(running.map((program) => program.stop()));
    }
  },
};

type Turns = Map<string, Map<string, Measured[]>>;

/** By case, then by way. */
async function measureAll(bench: Bench, ways: readonly Way[], cases: readonly Case[]): Promise<Turns> {
  const turns: Turns = new Map(cases.map(({ name }) => [name, new Map(ways.map((way) => [way.name, []]))]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const wanted of cases) {
      const { name } = wanted;
      for (const way of ways) {
        const isFirst = round === 0 && wanted.mode.kind === "closed";
        const outcome = await one(bench, way, wanted, isFirst ? FIRST_WARM_UP_SECONDS : WARM_UP_SECONDS);
        turns.get(name)!.get(way.name)!.push(outcome);
      }
      const line = ways.map(
        (way) => `${way.name} ${count(turns.get(name)!.get(way.name)!.at(-1)!.perSecond)}/s`,
      );
      bench.say(`${name}: ${line.join(", ")}`);
    }
  return turns;
}

function one(
  { load }: Bench,
  way: Way,
  { connections, stream, mode }: Omit<Case, "name">,
  warmUpSeconds: number,
): Promise<Measured> {
  const messages = [{ role: "user", content: "Say a few words." }];
  const requests: RequestSet = {
    method: "POST",
    path: PATH,
    headers: way.headers,
    body: JSON.stringify({
      model: way.model,
      messages,
      max_tokens: 64,
      stream,
      ...(stream && { stream_options: { include_usage: true } }),
    }),
  };
  const plan = {
    target: { host: "127.0.0.1", port: way.port },
    requests,
    mode,
    connections,
    warmUpSeconds,
    seconds: 1.2,
    expect: { status: 200, text: stream ? "data: [DONE]" : '"total_tokens":32' },
  };
  return load.run(plan, way.pid);
}

async function portkey(
  bench: Bench,
  upstreamPort: number,
  running: Pick<Program, "stop">[],
): Promise<Way | null> {
  if (!havePeer("@portkey-ai/gateway", bench.say)) return null;
  const port = await freePort();
  const script = "tests/bench/peers/node_modules/@portkey-ai/gateway/build/start-server.js";
  const program = startProgram(script, { seat: "server", args: [`--port=${port}`, "--headless"] });
  running.push(program);
  await program.untilAnswers(`http://127.0.0.1:${port}/`);
  const headers = {
    ...bearer(PROVIDER_KEY),
    "x-portkey-provider": "openai",
    "x-portkey-custom-host": `http://127.0.0.1:${upstreamPort}/v1`,
  };
  return { name: "Portkey", port, pid: program.pid, headers, model: "bench" };
}

/** Null, with a sentence, while a call through it is not answered. */
async function keyholdWay(
  bench: Bench,
  upstreamPort: number,
  running: Pick<Program, "stop">[],
): Promise<Way | null> {
  await priceModel(bench.installation);
  const keyhold: Keyhold = await startKeyhold(bench.installation, { EGRESS_ALLOW: "127.0.0.0/8" });
  running.push(keyhold);
  try {
    const upstreamUrl = `http://127.0.0.1:${upstreamPort}/v1`;
    const headers = bearer(await makeGatewayKey(bench.installation, keyhold, upstreamUrl));
    const way = { name: "Keyhold", port: keyhold.port, pid: keyhold.pid, headers, model: MODEL };
    await one(bench, way, { connections: 1, stream: false, mode: { kind: "closed" } }, 0.2);
    return way;
  } catch (error) {
    bench.say(`Keyhold's gateway is left out: ${error instanceof Error ? error.message : "it fails"}`);
    return null;
  }
}

function bearer(secret: string): Record<string, string> {
  return { Authorization: `Bearer ${secret}` };
}

function kindOf(stream: boolean): string {
  return stream ? "streaming" : "plain";
}

/** Over many connections at half of what the slowest way can do, so that calls do not wait for one another. */
function pacedCases(top: Turns): Case[] {
  return CASES.filter(({ connections }) => connections === MANY).map((one) => {
    const rates = [...top.get(one.name)!.values()].map((turns) =>
      median(turns.map(({ perSecond }) => perSecond)),
    );
    const perSecond = Math.floor(Math.min(...rates) / 2);
    const name = `${count(perSecond)}/s over ${MANY} connections, ${kindOf(one.stream)}`;
    return { ...one, name, mode: { kind: "rate", perSecond } };
  });
}

function tables(top: Turns, paced: Turns): string {
  const rows = [...top, ...paced].flatMap(([name, byWay]) => {
    const direct = byWay.get("direct")!;
    return [...byWay].map(([way, measured]) => {
      const of = (value: (one: Measured) => number) => median(measured.map(value));
      const added = (value: (one: Measured) => number) =>
        way === "direct" ? "-" : duration(of(value) - median(direct.map(value)));
      return [
        name,
        way,
        count(of(({ perSecond }) => perSecond)),
        duration(of(({ cpuMicros }) => cpuMicros)),
        duration(of(({ p50 }) => p50)),
        added(({ p50 }) => p50),
        added(({ p99 }) => p99),
        added(({ first }) => first.p50),
      ];
    });
  });
  const head = ["calls", "way", "calls/s", "processor", "p50", "added p50", "added p99", "first bytes later"];
  const peer = top.get(CASES[0]!.name)!.has("Portkey");
  return [
    table(head, rows),
    "",
    "The upstream answers at once, a stream chunk by chunk, on the load generator's core; a gateway has a core for its one process. " +
      "Keyhold authenticates the key, counts a limit of calls and a budget of money, opens the stored provider key and " +
      `meters tokens and cost; ${peer ? `Portkey ${versionOf("@portkey-ai/gateway")} is given the provider's key with each call and keeps nothing.` : "the peer could not be installed."}`,
  ].join("\n");
}
