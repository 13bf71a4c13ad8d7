// Several api processes behind one port: starts them, starts one again that died, and ends them all in order.
import cluster, { type Worker } from "node:cluster";
import { availableParallelism } from "node:os";
import { replaceEnvironment, type Settings } from "#lib/core/env.ts";
import { createLog, type Log } from "#lib/core/log.ts";
import { childEnvironment } from "./child-environment.ts";
import { fail, StartError } from "./fail.ts";
import type { OwnSettings } from "./own-settings.ts";
import { checkApiPort } from "./ports.ts";
import { afterDeath } from "./restart-policy.ts";

interface Service {
  stop(): Promise<void>;
}

/**
 * Runs `settings.apiProcesses` processes, or one on each core; a single one runs here. Resolves when the first one
 * answers; the others join it.
 */
export async function startNodes(settings: Settings, own: OwnSettings): Promise<Service> {
  const count = settings.apiProcesses ?? availableParallelism();
  if (count === 1) return startNode(settings);
  // Processes that share a port would share it with another installation's too.
  await checkApiPort(settings);
  // What they inherit is this and no more.
  replaceEnvironment(childEnvironment("api", settings, own.secrets, own.settings.databaseUrl.reveal()));
  const log = createLog("api", settings.logLevel);
  const first = keepNode(log);
  await first.ready;
  const nodes = [first, ...Array.from({ length: count - 1 }, () => keepNode(log))];
  return {
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/**
 * One whole node in this process. Where the kernel can, it shares connections among the nodes itself: a process that
 * handed them out would lose those that it hands to one that just died. Its code is loaded only here: what merely
 * looks after nodes starts without it.
 */
export async function startNode(settings: Settings): Promise<Service> {
  const { startApi } = await import("#lib/api/start-api.ts");
  return startApi(settings, cluster.isWorker && process.platform === "linux");
}

function keepNode(log: Log) {
  const ready = Promise.withResolvers<void>();
  let isReady = false;
  let wanted = true;
  let quickDeaths = 0;
  let pause: NodeJS.Timeout | undefined;
  let worker = launch();

  function launch(): Worker {
    const startedAt = performance.now();
    const launched = cluster.fork();
    launched.on("message", (message) => {
      if (!(message as { ready?: boolean }).ready) return;
      isReady = true;
      ready.resolve();
    });
    launched.once("exit", (code, signal) => {
      if (wanted) died(code, signal, performance.now() - startedAt);
    });
    return launched;
  }

  function died(code: number | null, signal: string | null, livedMs: number): void {
    // What keeps the first one from starting keeps all of them; it has said what.
    if (!isReady) process.exit(code || 1);
    const step = afterDeath(quickDeaths, livedMs);
    quickDeaths = step.quickDeaths;
    if (step.kind === "give_up") fail(new StartError("A process of the api dies again and again."));
    log.error({ code, signal, delayMs: step.delayMs }, "a process of the api ended; another takes its place");
    pause = setTimeout(() => {
      worker = launch();
    }, step.delayMs);
  }

  return {
    ready: ready.promise,
    async stop(): Promise<void> {
      wanted = false;
      clearTimeout(pause);
      if (worker.isDead()) return;
      const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
      worker.process.kill("SIGTERM");
      await ended;
    },
  };
}
