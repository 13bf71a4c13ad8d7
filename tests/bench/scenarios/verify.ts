// Verification against a bare node:http server that sends the same bytes, in rounds that take turns.
import type { Plan } from "../load/plan.ts";
import { table } from "../report.ts";
import { type BareServer, startBare } from "../setup/bare.ts";
import { residentBytes } from "../setup/cores.ts";
import type { Installation } from "../setup/installation.ts";
import { type Keyhold, makeServiceToken, startKeyhold, verifyRequests } from "../setup/keyhold.ts";
import { seedKeys } from "../setup/keys.ts";
import { type Measured, median } from "../setup/measure.ts";
import { startProgram } from "../setup/program.ts";
import { count, duration, withSpan } from "../setup/words.ts";
import type { Bench, Scenario } from "./scenario.ts";

const KEYS = 10_000;
const CONNECTIONS = 64;
const ROUNDS = 5;
const SECONDS = 3;
const WARM_UP_SECONDS = 0.5;

export const verify: Scenario = {
  name: "verify",
  async run(bench) {
    const keysFile = await seedKeys(bench.installation, KEYS);
    const token = await makeServiceToken(bench.installation, ["keys:verify"]);
    const keyhold = await startKeyhold(bench.installation);
    const requests = verifyRequests(token, keysFile);
    const bare = await startBare(keyhold, requests);
    const plan: Omit<Plan, "target"> = {
      requests,
      mode: { kind: "closed" },
      connections: CONNECTIONS,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds: SECONDS,
      expect: { status: 200, text: '"valid":true' },
    };
    const contest = new Contest(bench, plan, bare, keyhold);
    try {
      await contest.warmUp();
      const ceiling = await measureCeiling(bench, plan);
      const storedBefore = await storedCalls(bench.installation);
      const top = await contest.rounds(ROUNDS);
      requireStored(top.keyhold, (await storedCalls(bench.installation)) - storedBefore);
      const half = Math.floor(median(top.keyhold.map(({ perSecond }) => perSecond)) / 2);
      const paced = await contest.rounds(3, { mode: { kind: "rate", perSecond: half } });
      bench.put("verify", tables(ceiling, top, paced, half, residentBytes(keyhold.pid)));
    } finally {
      await Promise.all([keyhold.stop(), bare.program.stop()]);
    }
  },
};

interface Turns {
  bare: Measured[];
  keyhold: Measured[];
}

class Contest {
  readonly #bench: Bench;
  readonly #plan: Omit<Plan, "target">;
  readonly #bare: BareServer;
  readonly #keyhold: Keyhold;

  constructor(bench: Bench, plan: Omit<Plan, "target">, bare: BareServer, keyhold: Keyhold) {
    this.#bench = bench;
    this.#plan = plan;
    this.#bare = bare;
    this.#keyhold = keyhold;
  }

  /** Every key once, so that the node knows it, and long enough for the compiler to have done its work. */
  async warmUp(): Promise<void> {
    await this.#one("keyhold", { mode: { kind: "sweep" } });
    for (const server of ["bare", "keyhold"] as const) await this.#one(server, { seconds: 2 });
    await this.#keyhold.untilDrained();
  }

  async rounds(rounds: number, changes: Partial<Plan> = {}): Promise<Turns> {
    const turns: Turns = { bare: [], keyhold: [] };
    for (let round = 0; round < rounds; round += 1) {
      turns.bare.push(await this.#one("bare", changes));
      turns.keyhold.push(await this.#one("keyhold", changes));
      // Else the bare server would have to share the machine with what Keyhold's turn left to do.
      const seconds = await this.#keyhold.untilDrained();
      const [bare, keyhold] = [turns.bare.at(-1)!, turns.keyhold.at(-1)!];
      this.#bench.say(
        `bare ${count(bare.perSecond)}/s p99 ${duration(bare.p99)} (generator ${bare.busy.toFixed(2)}), ` +
          `Keyhold ${count(keyhold.perSecond)}/s p99 ${duration(keyhold.p99)} (generator ${keyhold.busy.toFixed(2)}), ` +
          `usage stored ${seconds.toFixed(1)} s later`,
      );
    }
    return turns;
  }

  #one(server: keyof Turns, changes: Partial<Plan>): Promise<Measured> {
    const { port, pid } =
      server === "bare" ? { port: this.#bare.port, pid: this.#bare.program.pid } : this.#keyhold;
    return this.#bench.load.run({ ...this.#plan, ...changes, target: { host: "127.0.0.1", port } }, pid);
  }
}

function tables(ceiling: Measured, top: Turns, paced: Turns, perSecond: number, resident: number): string {
  const of = (turns: Measured[], value: (one: Measured) => number) => median(turns.map(value));
  const shares = top.keyhold.map((one, round) => one.perSecond / top.bare[round]!.perSecond);
  const rows = (
    [
      ["bare `node:http`, the same bytes", top.bare, "1.00"],
      ["Keyhold verify", top.keyhold, withSpan(shares, median(shares))],
    ] as const
  ).map(([name, turns, share]) => [
    name,
    count(of(turns, (one) => one.perSecond)),
    share,
    `${of(turns, (one) => one.cpuMicros).toFixed(1)} µs`,
    duration(of(turns, (one) => one.p50)),
    duration(of(turns, (one) => one.p99)),
    of(turns, (one) => one.busy).toFixed(2),
  ]);
  const pace = (name: string, turns: Measured[]) => [
    name,
    count(of(turns, (one) => one.perSecond)),
    duration(of(turns, (one) => one.p50)),
    duration(of(turns, (one) => one.p99)),
    duration(of(turns, (one) => one.p999)),
  ];
  const times = of(paced.keyhold, (one) => one.p99) / of(paced.bare, (one) => one.p99);
  return [
    table(
      ["one process, 64 connections", "answers/s", "of bare", "processor", "p50", "p99", "generator"],
      rows,
    ),
    "",
    `The load generator alone reaches ${count(ceiling.perSecond)}/s against a socket that answers without reading; ` +
      "the last column is the part of a core that it used.",
    `Keyhold with ${count(KEYS)} keys held ${count(resident / 2 ** 20)} MiB.`,
    "",
    table(
      [`at ${count(perSecond)}/s, half of Keyhold's top rate`, "answers/s", "p50", "p99", "p99.9"],
      [pace("bare `node:http`", paced.bare), pace("Keyhold verify", paced.keyhold)],
    ),
    "",
    `Keyhold's p99 is ${times.toFixed(2)} times the bare server's.`,
  ].join("\n");
}

async function measureCeiling(bench: Bench, plan: Omit<Plan, "target">): Promise<Measured> {
  const program = startProgram("tests/bench/programs/echo.ts", { seat: "server" });
  try {
    const { port } = await program.ask<{ port: number }>({});
    return await bench.load.run({ ...plan, target: { host: "127.0.0.1", port } }, program.pid);
  } finally {
    await program.stop();
  }
}

async function storedCalls({ owner }: Installation): Promise<number> {
  const [row] = await owner.sql`select coalesce(sum(calls), 0)::int as calls from usage_quarter_hours`;
  return row?.calls;
}

/** Every answer was metered; calls whose answers the generator did not wait for at the end may be more. */
function requireStored(turns: readonly Measured[], stored: number): void {
  const answers = turns.reduce((sum, { answersInAll }) => sum + answersInAll, 0);
  if (stored < answers || stored > answers + turns.length * CONNECTIONS)
    throw new Error(`${answers} verifications were answered, and the usage of ${stored} is stored`);
}
