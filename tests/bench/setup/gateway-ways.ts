// The ways to a model that are compared: straight to the upstream, through Portkey's gateway, through Keyhold's.
import type { Bench } from "../scenarios/scenario.ts";
import { MODEL } from "./gateway.ts";
import { type Keyhold, startKeyhold } from "./keyhold.ts";
import { havePeer } from "./peers.ts";
import { freePort, type Program, startProgram } from "./program.ts";

export interface Way {
  name: string;
  port: number;
  pid: number;
  headers: Record<string, string>;
  model: string;
}

/** What is on the way, to be stopped after it. */
export type Running = Pick<Program, "stop">[];

/** "server": one process on that core. "any": as many processes as it starts by itself, wherever the kernel puts them. */
export type Placed = "server" | "any";

const PROVIDER_KEY = "sk-bench-0123456789abcdef0123456789abcdef";

export async function directWay(running: Running): Promise<Way> {
  const upstream = startProgram("tests/bench/programs/upstream.ts", { seat: "rest" });
  running.push(upstream);
  const { port } = await upstream.ask<{ port: number }>({});
  return { name: "direct", port, pid: upstream.pid, headers: bearer(PROVIDER_KEY), model: "bench" };
}

/** Null, with a sentence, where it is not installed. */
export async function portkeyWay(
  bench: Bench,
  upstream: Way,
  seat: Placed,
  running: Running,
): Promise<Way | null> {
  if (!havePeer("@portkey-ai/gateway", bench.say)) return null;
  const port = await freePort();
  const script = "tests/bench/peers/node_modules/@portkey-ai/gateway/build/start-server.js";
  const program = startProgram(script, { seat, args: [`--port=${port}`, "--headless"] });
  running.push(program);
  await program.untilAnswers(`http://127.0.0.1:${port}/`);
  const headers = {
    ...bearer(PROVIDER_KEY),
    "x-portkey-provider": "openai",
    "x-portkey-custom-host": `${urlOf(upstream)}/v1`,
  };
  return { name: "Portkey", port, pid: program.pid, headers, model: "bench" };
}

/** Gives the key that calls are made with, once Keyhold answers. */
export type SecretOf = (keyhold: Keyhold) => Promise<string>;

export async function keyholdWay(
  { installation }: Bench,
  secretOf: SecretOf,
  seat: Placed,
  running: Running,
): Promise<Way> {
  const keyhold = await startKeyhold(installation, { EGRESS_ALLOW: "127.0.0.0/8" }, seat);
  running.push(keyhold);
  const headers = bearer(await secretOf(keyhold));
  return { name: "Keyhold", port: keyhold.port, pid: keyhold.pid, headers, model: MODEL };
}

export const urlOf = ({ port }: { port: number }): string => `http://127.0.0.1:${port}`;

function bearer(secret: string): Record<string, string> {
  return { Authorization: `Bearer ${secret}` };
}
