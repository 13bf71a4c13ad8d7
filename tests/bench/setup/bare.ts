// The bare node:http server that everything else is compared with: it sends what Keyhold answers, and does nothing else.
import { readFileSync } from "node:fs";
import type { RequestSet } from "../load/plan.ts";
import { type Program, startProgram } from "./program.ts";

export interface BareServer {
  port: number;
  program: Program;
}

/** It answers always with what `keyhold` answers now to the first of `requests`. */
export async function startBare(keyhold: { port: number }, requests: RequestSet): Promise<BareServer> {
  const answer = await sampleAnswer(keyhold.port, requests);
  const program = startProgram("tests/bench/programs/bare.ts", { seat: "server" });
  const { port } = await program.ask<{ port: number }>(answer);
  return { port, program };
}

async function sampleAnswer(
  port: number,
  { keysFile, path, method, headers, body }: RequestSet,
): Promise<object> {
  const key = keysFile ? readFileSync(keysFile, "utf8").split("\n", 1)[0]! : "";
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...headers, "Content-Type": "application/json" },
    body: body.replace("{key}", key),
  });
  const madeByNode = new Set(["date", "connection", "keep-alive"]);
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => !madeByNode.has(name))),
    body: await response.text(),
  };
}
