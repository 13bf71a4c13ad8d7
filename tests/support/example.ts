// The examples as a newcomer runs them: their set-up commands, their servers, and calls to those.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { freePort } from "./free-port.ts";
import { ROOT } from "./source-tree.ts";

const run = promisify(execFile);
const START_MS = 150_000;

export interface Example {
  url: string;
  /** What it has written so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Runs a shell script of the repository; what it wrote to stdout. */
export async function runScript(
  script: string,
  args: string[],
  env: Record<string, string>,
): Promise<string> {
  const { stdout } = await run("sh", [join(ROOT, script), ...args], { env: { ...process.env, ...env } });
  return stdout;
}

/** The variables of a file of keys, which only its owner may read. */
export async function readKeysFile(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, "utf8");
  return Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line.includes("=") && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

/** Starts a server of an example on a free port, and waits until it answers. */
export async function startExample(
  program: string,
  file: string,
  env: Record<string, string>,
): Promise<Example> {
  const port = await freePort();
  const child = spawn(program, [join(ROOT, file)], {
    cwd: ROOT,
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let written = "";
  child.stdout.on("data", (chunk) => (written += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  const url = `http://127.0.0.1:${port}`;
  try {
    await expect
      .poll(
        () =>
          fetch(url).then(
            () => true,
            () => said || false,
          ),
        { timeout: START_MS, interval: 50 },
      )
      .toBe(true);
  } catch (error) {
    await end(child);
    throw error;
  }
  return { url, output: () => written + said, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
