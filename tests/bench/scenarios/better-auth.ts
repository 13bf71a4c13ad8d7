// The same question to better-auth's api-key plugin, over HTTP and on the same PostgreSQL.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan, RequestSet } from "../load/plan.ts";
import { table } from "../report.ts";
import { type BareServer, startBare } from "../setup/bare.ts";
import { type Keyhold, makeServiceToken, startKeyhold, verifyRequests } from "../setup/keyhold.ts";
import { seedKeys } from "../setup/keys.ts";
import { type Measured, median } from "../setup/measure.ts";
import { havePeer, versionOf } from "../setup/peers.ts";
import { type Program, startProgram } from "../setup/program.ts";
import { count, duration, withSpan } from "../setup/words.ts";
import type { Bench, Scenario } from "./scenario.ts";

const KEYS = 10_000;
const ROUNDS = 3;
const VALID = '"valid":true';
const CLOSED = { mode: { kind: "closed" }, connections: 64, warmUpSeconds: 0.5, seconds: 3 } as const;

interface Side {
  name: string;
  port: number;
  pid: number;
  requests: RequestSet;
  /** In each answer. */
  text: string;
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
    const [limited, unlimited] = [startPeer(), startPeer()];
    const others: Program[] = [limited, unlimited];
    try {
      const requests = verifyRequests(token, keysFile);
      const peer = await peerSide(bench, limited, "better-auth", true);
      const sides = [
        keyholdSide(keyhold, requests),
        peer,
        ownHandlerSide(peer),
        await peerSide(bench, unlimited, "better-auth, its rate limit off", false),
      ];
      const bare = await startBare(keyhold, requests);
      others.push(bare.program);
      sides.push(bareSide(bare, requests));
      for (const side of sides) await one(bench, side, { mode: { kind: "sweep" } });
      for (let round = 0; round < ROUNDS; round += 1)
        for (const side of sides) {
          side.turns.push(await one(bench, side, round === 0 ? { warmUpSeconds: 1.5 } : {}));
          await side.rest();
          bench.say(`${side.name} ${count(side.turns.at(-1)!.perSecond)}/s`);
        }
      bench.put("better-auth", tables(sides));
    } finally {
      await Promise.all([keyhold, ...others].map((program) => program.stop()));
    }
  },
};

function one(bench: Bench, side: Side, changes: Partial<Plan>): Promise<Measured> {
  const target = { host: "127.0.0.1", port: side.port };
  const expect = { status: 200, text: side.text };
  const plan = { ...CLOSED, ...changes, requests: side.requests, target, expect };
  return bench.load.run(plan, side.pid);
}

function keyholdSide({ port, pid, untilDrained }: Keyhold, requests: RequestSet): Side {
  return { name: "Keyhold", port, pid, requests, text: VALID, rest: untilDrained, turns: [] };
}

/** What no server on node:http can be faster than. */
function bareSide({ port, program: { pid } }: BareServer, requests: RequestSet): Side {
  const name = "bare `node:http` that checks nothing";
  return { name, port, pid, requests, text: VALID, rest: async () => {}, turns: [] };
}

/** The same process, asked by the path that the plugin itself has for programs elsewhere. */
function ownHandlerSide({ port, pid, requests: { keysFile } }: Side): Side {
  return {
    name: "better-auth, by its own path over HTTP",
    port,
    pid,
    requests: {
      keysFile,
      method: "GET",
      path: "/api/auth/get-session",
      headers: { "x-api-key": "{key}" },
      body: "",
    },
    text: '"session":{',
    rest: async () => {},
    turns: [],
  };
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
  return { name, port, pid: program.pid, requests, text: VALID, rest: async () => {}, turns: [] };
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
      "connections to the same PostgreSQL, production mode. The plugin verifies keys for code in its own process, which is here " +
      "one bare `node:http` route; to programs elsewhere it offers the session of a key, `GET /get-session`. Its limit per key " +
      "is so high that it refuses nothing. It has no metering; Keyhold's is on. The last row bounds what is possible here.",
  ].join("\n");
}
