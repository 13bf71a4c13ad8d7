// Runs our own programs as a user would: a real process with an environment of its own and nothing of ours in it.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { COMPILE_CACHE } from "#lib/core/compile-cache.ts";
import { ROOT } from "./source-tree.ts";

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts `node script …args` in the project's root. */
export function startProgram(script: string, args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...env,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Runs a program to its end, with `input` piped in. */
export function runProgram(
  script: string,
  args: string[],
  env: Record<string, string>,
  input = "",
): Promise<Ran> {
  const child = startProgram(script, args, env);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}
