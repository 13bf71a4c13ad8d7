// The same question to better-auth's api-key plugin, over HTTP and on the same PostgreSQL.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan, RequestSet } from "../load/plan.ts";
import { table } from "../report.ts";
import { type Keyhold, makeServiceToken, startKeyhold, verifyRequests } from "../setup/keyhold.ts";
import { seedKeys } from "../setup/keys.ts";
import { type Measured, median } from "../setup/measure.ts";
import { havePeer, versionOf } from "../setup/peers.ts";
import { type Program, startProgram } from "../setup/program.ts";
import { count, duration, withSpan } from "../setup/words.ts";
import type { Bench, Scenario } from "./scenario.ts";

const KEYS = 10_000;
const ROUNDS = 3;
const CLOSED = { mode: { kind: "closed" }, connections: 64, warmUpSeconds: 0.5, seconds: 3 } as const;
const EXPECT = { status: 200, text: '"valid":true' };

interface Side {
  name: string;
  port: number;
  pid: number;
  requests: RequestSet;
  /** Waits until nothing of its turn is left to do. */
  rest(): Promise<unknown>;
  turns: Measured[];
}

export const betterAuth: Scenario = {
  name: "better-auth",
  async run(bench) {
    if (!havePeer("better-auth", bench.say)) return;
    const keysFile = await seedKeys(bench.installation, KEYS);
    const token = await makeServiceToken(bench.installation, ["keys:verify"]);
    const keyhold = await startKeyhold(bench.installation);
    const limited = startPeer();
    const unlimited = startPeer();
    try {
      const sides = [
        keyholdSide(keyhold, verifyRequests(token, keysFile)),
        await peerSide(bench, limited, "better-auth", true),
        await peerSide(bench, unlimited, "better-auth, its rate limit off", false),
      ];
      for (const side of sides) await one(bench, side, { mode: { kind: "sweep" } });
      for (let round = 0; round < ROUNDS; round += 1)
        for (const side of sides) {
          side.turns.push(await one(bench, side, round === 0 ? { warmUpSeconds: 1.5 } : {}));
          await side.rest();
          bench.say(`${side.name} ${count(side.turns.at(-1)!.perSecond)}/s`);
        }
      bench.put("better-auth", tables(sides));
    } finally {
      await Promise.all([keyhold.stop(), limited.stop(), unlimited.stop()]);
    }
  },
};

function one(bench: Bench, side: Side, changes: Partial<Plan>): Promise<Measured> {
  const target = { host: "127.0.0.1", port: side.port };
  const plan = { ...CLOSED, ...changes, requests: side.requests, target, expect: EXPECT };
  return bench.load.run(plan, side.pid);
}

function keyholdSide({ port, pid, untilDrained }: Keyhold, requests: RequestSet): Side {
  return { name: "Keyhold", port, pid, requests, rest: untilDrained, turns: [] };
}

function startPeer(): Program {
  return startProgram("tests/bench/peers/better-auth-server.js", { seat: "server" });
}

async function peerSide(
  { installation }: Bench,
  program: Program,
  name: string,
  rateLimit: boolean,
): Promise<Side> {
  const database = rateLimit ? "better_auth" : "better_auth_unlimited";
  await installation.owner.sql.unsafe(`create database ${database}`);
  const databaseUrl = new URL(installation.ownerUrl);
  databaseUrl.pathname = database;
  const question = { databaseUrl: databaseUrl.toString(), keys: KEYS, connections: 20, rateLimit };
  const { port, secrets } = await program.ask<{ port: number; secrets: string[] }>(question);
  const keysFile = join(installation.folder, database);
  await writeFile(keysFile, `${secrets.join("\n")}\n`);
  const requests = {
    keysFile,
    method: "POST",
    path: "/verify",
    headers: {},
    body: JSON.stringify({ key: "{key}" }),
  };
  return { name, port, pid: program.pid, requests, rest: async () => {}, turns: [] };
}

function tables(sides: readonly Side[]): string {
  const [keyhold] = sides;
  const rows = sides.map(({ name, turns }) => {
    const of = (value: (one: Measured) => number) => median(turns.map(value));
    const times = turns.map((turn, round) => keyhold!.turns[round]!.perSecond / turn.perSecond);
    return [
      name,
      count(of(({ perSecond }) => perSecond)),
      name === "Keyhold" ? "1" : withSpan(times, median(times), 1),
      duration(of(({ p50 }) => p50)),
      duration(of(({ p99 }) => p99)),
    ];
  });
  return [
    table(
      ["one process, 64 connections, 10,000 keys", "answers/s", "Keyhold is × faster", "p50", "p99"],
      rows,
    ),
    "",
    `better-auth ${versionOf("better-auth")} with @better-auth/api-key ${versionOf("@better-auth/api-key")}, a pool of 20 ` +
      "connections to the same PostgreSQL, production mode, behind one bare `node:http` route. Its limit per key is so high " +
      "that it refuses nothing. It has no metering; Keyhold's is on.",
  ].join("\n");
}
