// Programs that a benchmark starts: on a core of their own, without anything of our environment, ended with the run.
import { type ChildProcess, fork } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeOn, type Seat } from "./cores.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const STOP_MS = 20_000;
const READY_MS = 20_000;

export interface Program {
  pid: number;
  /** Sends a message and waits for the next one. Rejects when the program ends before. */
  ask<Answer>(message: object): Promise<Answer>;
  /** Waits until it answers GET `url` with a status below 500. Rejects with what it said last. */
  untilAnswers(url: string): Promise<void>;
  stop(): Promise<void>;
}

interface ProgramOptions {
  seat: Seat;
  args?: string[];
  env?: Record<string, string>;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts `script`, a path from the project's root. */
export function startProgram(script: string, options: ProgramOptions): Program {
  const { command, args } = nodeOn(options.seat);
  const child = fork(join(ROOT, script), options.args ?? [], {
    execPath: command,
    execArgv: args,
    cwd: ROOT,
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const lastWords = keepLastWords(child);
  running.add(child);
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => {
      running.delete(child);
      resolve();
    }),
  );
  return {
    pid: child.pid!,
    ask: (message) => ask(child, message, () => `${script} ended: ${lastWords()}`),
    untilAnswers: (url) =>
      untilAnswers(url, child).catch((cause) => {
        throw new Error(`${script} does not answer: ${lastWords()}`, { cause });
      }),
    async stop() {
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      child.kill("SIGTERM");
      await ended;
      clearTimeout(timer);
    },
  };
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + READY_MS; ; ) {
    const status = await statusOf(url);
    if (status > 0 && status < 500) return;
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error(`${url} answers ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function statusOf(url: string): Promise<number> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function ask<Answer>(child: ChildProcess, message: object, why: () => string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error(why()));
    child.once("exit", gone);
    child.once("message", (answer) => {
      child.off("exit", gone);
      resolve(answer as Answer);
    });
    child.send(message);
  });
}

function keepLastWords(child: ChildProcess): () => string {
  let words = "";
  const keep = (piece: unknown) => {
    words = (words + String(piece)).slice(-2_000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return () => words;
}
