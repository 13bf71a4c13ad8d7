// The product as a newcomer starts it: `npm start` with an embedded database, on ports and a data folder of its own.
// The dashboard is built by the first start after a change; later ones use it.
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cli, cliWith } from "./cli.ts";
import { freePort } from "./free-port.ts";
import { startProgram } from "./program.ts";

export interface App {
  /** Of the dashboard, without a trailing slash. */
  baseUrl: string;
  apiUrl: string;
  dataDir: string;
  /** The printed link that makes the first admin; null when there is one. */
  setupLink: string | null;
  /** All that it has printed so far. */
  output(): string;
  /** The command line of this installation. */
  cli: Cli;
  stop(): Promise<void>;
}

export interface AppOptions {
  flags?: string[];
  env?: Record<string, string>;
  /** One that is there already; it is kept. */
  dataDir?: string;
}

// The first start builds the dashboard.
const START_MS = 480_000;
const STOP_MS = 20_000;

/** Starts the product and waits until it says that it is running. Throws with its output when it does not. */
export async function startApp({ flags = [], env = {}, dataDir }: AppOptions = {}): Promise<App> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), "kh-app-")));
  const [port, apiPort] = [await freePort(), await freePort()];
  const baseUrl = `http://localhost:${port}`;
  const settings = {
    KEYHOLD_DATA: folder,
    PORT: String(port),
    API_PORT: String(apiPort),
    HOST: "127.0.0.1",
    PUBLIC_URL: baseUrl,
    LOG_LEVEL: "warn",
    ...env,
  };
  const child = startProgram("lib/processes/start.ts", flags, settings);
  const output = await untilRunning(child);
  return {
    baseUrl,
    apiUrl: `http://127.0.0.1:${apiPort}`,
    dataDir: folder,
    setupLink: /http\S+\/setup\/\S+/.exec(output())?.[0] ?? null,
    output,
    cli: cliWith(folder, settings),
    async stop() {
      await end(child);
      if (!dataDir) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilRunning(child: ChildProcess): Promise<() => string> {
  let output = "";
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const listen = (chunk: unknown) => {
    output += String(chunk);
    if (output.includes("Ctrl-C stops everything")) resolve();
  };
  child.stdout?.on("data", listen);
  child.stderr?.on("data", listen);
  child.once("exit", (code) => reject(new Error(`Keyhold ended with ${code}:\n${output}`)));
  const timer = setTimeout(() => reject(new Error(`Keyhold does not start:\n${output}`)), START_MS);
  try {
    await promise;
  } catch (error) {
    await end(child);
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return () => output;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
  child.kill("SIGKILL");
  await ended;
}
