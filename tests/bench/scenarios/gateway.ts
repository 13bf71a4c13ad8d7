// What a gateway adds to a call to a model: straight to a local upstream, through Portkey's gateway, through Keyhold's.
import type { Mode, RequestSet } from "../load/plan.ts";
import { table } from "../report.ts";
import { makeGatewayKey, priceModel } from "../setup/gateway.ts";
import {
  directWay,
  keyholdWay,
  type Placed,
  portkeyWay,
  type Running,
  type SecretOf,
  urlOf,
  type Way,
} from "../setup/gateway-ways.ts";
import { type Measured, median } from "../setup/measure.ts";
import { versionOf } from "../setup/peers.ts";
import { count, duration } from "../setup/words.ts";
import type { Bench, Scenario } from "./scenario.ts";

const ROUNDS = 3;
/** Long enough for the compiler to have done its work. */
const FIRST_WARM_UP_SECONDS = 4;
const WARM_UP_SECONDS = 0.5;
const PATH = "/v1/chat/completions";

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
/** Of gateways as they start by themselves, not held to one core. */
const INSTALLED = CASES.filter(({ connections }) => connections === MANY).map((one) => ({
  ...one,
  name: `as installed, ${one.name}`,
}));

export const gateway: Scenario = {
  name: "gateway",
  async run(bench) {
    const upstreamOnly: Running = [];
    try {
      const direct = await directWay(upstreamOnly);
      await priceModel(bench.installation);
      const secretOf = keyOnce(bench, direct);
      const alone = await beside(bench, direct, "server", secretOf, async (ways) => {
        const top = await measureAll(bench, ways, CASES);
        return new Map([...top, ...(await measureAll(bench, ways, pacedCases(top)))]);
      });
      const installed = await beside(bench, direct, "any", secretOf, (ways) =>
        measureAll(bench, ways, INSTALLED),
      );
      bench.put("gateway", tables(new Map([...alone, ...installed])));
    } finally {
      await stopAll(upstreamOnly);
    }
  },
};

/** Starts the gateways, has `measure` ask them and the upstream, and stops them. */
async function beside<Result>(
  bench: Bench,
  direct: Way,
  seat: Placed,
  secretOf: SecretOf,
  measure: (ways: readonly Way[]) => Promise<Result>,
): Promise<Result> {
  const running: Running = [];
  try {
    const peer = await portkeyWay(bench, direct, seat, running);
    const own = await keyholdWay(bench, secretOf, seat, running);
    return await measure(peer ? [direct, peer, own] : [direct, own]);
  } finally {
    await stopAll(running);
  }
}

/** One key for all Keyholds of the run, which share a database. */
function keyOnce({ installation }: Bench, direct: Way): SecretOf {
  let secret: Promise<string> | undefined;
  return (keyhold) => {
    secret ??= makeGatewayKey(installation, keyhold, `${urlOf(direct)}/v1`);
    return secret;
  };
}

async function stopAll(running: Running): Promise<void> {
  await Promise.all(running.map((program) => program.stop()));
}

type Turns = Map<Case, Map<string, Measured[]>>;

/** By case, then by way. */
async function measureAll(bench: Bench, ways: readonly Way[], cases: readonly Case[]): Promise<Turns> {
  const turns: Turns = new Map(cases.map((wanted) => [wanted, new Map(ways.map((way) => [way.name, []]))]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const wanted of cases) {
      const { name } = wanted;
      for (const way of ways) {
        const isFirst = round === 0 && wanted.mode.kind === "closed";
        const outcome = await one(bench, way, wanted, isFirst ? FIRST_WARM_UP_SECONDS : WARM_UP_SECONDS);
        turns.get(wanted)!.get(way.name)!.push(outcome);
      }
      const line = ways.map(
        (way) => `${way.name} ${count(turns.get(wanted)!.get(way.name)!.at(-1)!.perSecond)}/s`,
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

function kindOf(stream: boolean): string {
  return stream ? "streaming" : "plain";
}

/** Over many connections at half of what the slowest way can do, so that calls do not wait for one another. */
function pacedCases(top: Turns): Case[] {
  return CASES.filter(({ connections }) => connections === MANY).map((one) => {
    const rates = [...top.get(one)!.values()].map((turns) => median(turns.map(({ perSecond }) => perSecond)));
    const perSecond = Math.floor(Math.min(...rates) / 2);
    const name = `${count(perSecond)}/s over ${MANY} connections, ${kindOf(one.stream)}`;
    return { ...one, name, mode: { kind: "rate", perSecond } };
  });
}

function tables(turns: Turns): string {
  const rows = [...turns].flatMap(([{ name, mode }, byWay]) => {
    const direct = byWay.get("direct")!;
    return [...byWay].map(([way, measured]) => {
      const of = (value: (one: Measured) => number) => median(measured.map(value));
      const added = (value: (one: Measured) => number) =>
        way === "direct" ? "-" : duration(of(value) - median(direct.map(value)));
      return [
        name,
        way,
        count(of(({ perSecond }) => perSecond)),
        way === "Keyhold" && mode.kind === "closed" ? timesAsMany(measured, byWay.get("Portkey")) : "-",
        duration(of(({ cpuMicros }) => cpuMicros)),
        duration(of(({ p50 }) => p50)),
        added(({ p50 }) => p50),
        added(({ p99 }) => p99),
        added(({ first }) => first.p50),
      ];
    });
  });
  const latencies = ["p50", "added p50", "added p99", "first bytes later"];
  const head = ["calls", "way", "calls/s", "times Portkey's", "processor", ...latencies];
  const hasPeer = [...turns.values()].some((byWay) => byWay.has("Portkey"));
  return [
    table(head, rows),
    "",
    "The upstream answers at once, a stream chunk by chunk, on the load generator's core; a gateway has a core for its one process. " +
      "As installed: as many processes as each starts by itself (Keyhold one for each core, Portkey one), on all cores. " +
      "Keyhold authenticates the key, counts a limit of calls and a budget of money, opens the stored provider key and " +
      `meters tokens and cost; ${hasPeer ? `Portkey ${versionOf("@portkey-ai/gateway")} is given the provider's key with each call and keeps nothing.` : "the peer could not be installed."}`,
  ].join("\n");
}

/** Such as "4.7 (4.4–5.1)": the median of the rounds, the lowest and the highest. */
function timesAsMany(own: readonly Measured[], peer: readonly Measured[] | undefined): string {
  if (!peer) return "-";
  const ratios = own.map(({ perSecond }, round) => perSecond / peer[round]!.perSecond);
  const [middle, lowest, highest] = [median(ratios), Math.min(...ratios), Math.max(...ratios)];
  return `${middle.toFixed(1)} (${lowest.toFixed(1)}–${highest.toFixed(1)})`;
}
