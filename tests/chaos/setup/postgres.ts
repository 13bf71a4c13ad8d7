// A PostgreSQL with fsync on that can be killed, frozen and started again under those who use it.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "#db/embedded.ts";
import { createLog } from "#lib/core/log.ts";

export interface Postgres {
  /** DSN of the superuser; the same after each start. */
  url: string;
  /** SIGKILL to all of its processes at once, as if the machine had reset it, and a start. Resolves when it answers. */
  crash(downMs: number): Promise<void>;
  /** Nobody is answered, no connection ends. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

export async function startPostgres(dataDir: string): Promise<Postgres> {
  const log = createLog("chaos", "silent");
  let server = await startEmbedded({ dataDir, log });
  const postmaster = async () =>
    Number((await readFile(join(dataDir, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);
  let pid = await postmaster();
  return {
    url: server.url,
    async crash(downMs) {
      signalAll(pid, "SIGKILL");
      await server.stop();
      await sleep(downMs);
      server = await startEmbedded({ dataDir, log });
      pid = await postmaster();
    },
    freeze: () => signalAll(pid, "SIGSTOP"),
    thaw: () => signalAll(pid, "SIGCONT"),
    async stop() {
      signalAll(pid, "SIGCONT");
      await server.stop();
    },
  };
}

/** The postmaster first when it is to stop making new ones, last when it is to see them all. */
function signalAll(pid: number, signal: NodeJS.Signals): void {
  for (const one of [pid, ...childrenOf(pid)]) {
    try {
      process.kill(one, signal);
    } catch {
      // It has ended by itself.
    }
  }
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return text.split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
