// Keeps one service's process running: starts it, starts it again when it dies, and ends it when asked.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { EXIT_CONFIG, StartError } from "./fail.ts";
import { afterDeath } from "./restart-policy.ts";

export interface ServiceSpec {
  name: string;
  /** Path of the module that the process runs. */
  script: string;
  env: Record<string, string>;
}

export interface KeepOptions {
  onLine(name: string, line: string): void;
  /** Called once, when the service cannot be kept running. */
  onGiveUp(error: StartError): void;
  /** How long a process may take to end before it is killed. */
  graceMs: number;
  /** Pause before the first restart. */
  firstDelayMs?: number;
}

export interface KeptService {
  name: string;
  /** Resolves when the first process says that it is ready. */
  ready: Promise<void>;
  /** Ends the process and starts a new one. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export function keepRunning(spec: ServiceSpec, options: KeepOptions): KeptService {
  const ready = Promise.withResolvers<void>();
  let wanted = true;
  let quickDeaths = 0;
  let pause: NodeJS.Timeout | undefined;
  let child = launch();

  function launch(): ChildProcess {
    const startedAt = Date.now();
    // A group of its own: Ctrl-C reaches the supervisor alone, and what the service itself started ends with it.
    const launched = spawn(process.execPath, [spec.script], {
      env: spec.env as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    for (const stream of [launched.stdout, launched.stderr])
      if (stream) createInterface({ input: stream }).on("line", (line) => options.onLine(spec.name, line));
    launched.on("message", (message) => {
      if ((message as { ready?: boolean }).ready) ready.resolve();
    });
    launched.once("error", () => {});
    launched.once("exit", (code, signal) => {
      if (wanted && launched === child) died(code, signal, Date.now() - startedAt);
    });
    return launched;
  }

  function died(code: number | null, signal: string | null, livedMs: number): void {
    const how = signal ? `was killed by ${signal}` : `ended with exit code ${code}`;
    const step = afterDeath(quickDeaths, livedMs, options.firstDelayMs);
    quickDeaths = step.quickDeaths;
    if (code === EXIT_CONFIG) giveUp(`The ${spec.name} cannot run; its last line above says why.`);
    else if (step.kind === "give_up")
      giveUp(`The ${spec.name} ${how}, ${quickDeaths} times in a row; its last lines above say why.`);
    else startAgain(how, step.delayMs);
  }

  function startAgain(how: string, delayMs: number): void {
    options.onLine(spec.name, `${how}; starting it again in ${delayMs} ms`);
    pause = setTimeout(() => {
      child = launch();
    }, delayMs);
  }

  function giveUp(sentence: string): void {
    wanted = false;
    options.onGiveUp(new StartError(sentence));
  }

  async function stop(): Promise<void> {
    wanted = false;
    clearTimeout(pause);
    await end(child, options.graceMs);
  }

  async function restart(): Promise<void> {
    await stop();
    wanted = true;
    quickDeaths = 0;
    child = launch();
  }

  return { name: spec.name, ready: ready.promise, restart, stop };
}

/** SIGTERM, and after the grace period SIGKILL to the whole group. */
async function end(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const { pid } = child;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const timer = setTimeout(() => killGroup(pid), graceMs);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(timer);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended in this moment.
  }
}
