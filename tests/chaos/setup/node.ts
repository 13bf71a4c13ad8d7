// One api node as a process of its own, on a port that it keeps through its deaths.
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const READY_MS = 120_000;

export interface ApiNode {
  url: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** A new process on the same port, from now on with other settings if some are given. Resolves when it is ready. */
  start(change?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

export async function startNode(env: Record<string, string>): Promise<ApiNode> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  let words = "";

  const settings = { ...env };
  const start = async (change: Record<string, string> = {}) => {
    Object.assign(settings, change);
    const started = spawn(process.execPath, [join(ROOT, "lib/processes/api.ts")], {
      cwd: ROOT,
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        API_PORT: String(port),
        API_PROCESSES: "1",
        HOST: "127.0.0.1",
        LOG_LEVEL: "error",
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    running.add(started);
    started.once("exit", (code) => {
      running.delete(started);
      // Nobody told it to.
      if (code) process.stderr.write(`a node ended with ${code}: ${words}\n`);
    });
    for (const stream of [started.stdout, started.stderr])
      stream.on("data", (piece) => {
        words = (words + String(piece)).slice(-2_000);
      });
    await untilReady();
  };
  const untilReady = async () => {
    for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(50)) {
      if (child.exitCode !== null) break;
      if (await isReady(url)) return;
    }
    throw new Error(`a node does not get ready: ${await lastAnswer(url)} ${words}`);
  };
  const end = async (signal: NodeJS.Signals) => {
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await ended;
  };

  await start();
  return { url, start, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

function lastAnswer(url: string): Promise<string> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) }).then(
    (answer) => answer.text(),
    (error: Error) => String(error.cause ?? error.message),
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
