// Starts and stops one PostgreSQL server on a cluster that exists.
import type { ChildProcess } from "node:child_process";
import { type FileHandle, open, rename, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import { handOver, type Launcher, launch } from "./launch.ts";
import { dropSocketDir, makeSocketDir, type Place } from "./place.ts";
import { isAlive, type Postmaster, readPostmaster } from "./postmaster.ts";

const POLL_MS = 10;
const GRACE_MS = 15_000;
const MAX_LOG_BYTES = 10_000_000;

export type Start = { ok: true; postmaster: Postmaster; child: ChildProcess } | { ok: false; reason: string };

/** Starts a server and waits until it is ready or has given up; `reason` is its own last word. */
export async function startServer(place: Place, binaries: Binaries, launcher: Launcher): Promise<Start> {
  const socketDir = await makeSocketDir(place);
  await handOver(launcher, socketDir);
  const log = await openLog(place);
  const from = (await log.stat()).size;
  const child = launch(
    launcher,
    [binaries.postgres, ...options(place, socketDir)],
    ["ignore", log.fd, log.fd],
  );
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  const postmaster = await readiness(child, place, ended);
  const reason = postmaster ? "" : await lastWord(place, from);
  await log.close();
  if (postmaster) return { ok: true, postmaster, child };
  await dropSocketDir(place, socketDir);
  return { ok: false, reason };
}

/** Ends a server cleanly: its clients are cut off, what was committed stays. Kills it when it will not go. */
export async function stopServer(place: Place, postmaster: Postmaster): Promise<void> {
  const gone = async (withinMs: number) => {
    for (const end = Date.now() + withinMs; Date.now() < end; await sleep(POLL_MS))
      if (!(await isAlive(postmaster, place.cluster))) return true;
    return false;
  };
  signal(postmaster.pid, "SIGINT");
  if (!(await gone(GRACE_MS))) {
    signal(postmaster.pid, "SIGQUIT");
    await gone(GRACE_MS);
  }
  await dropSocketDir(place, postmaster.socketDir);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

async function readiness(
  child: ChildProcess,
  place: Place,
  ended: Promise<void>,
): Promise<Postmaster | null> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over) {
    const postmaster = await readPostmaster(place.cluster);
    if (postmaster?.pid === child.pid && postmaster?.status === "ready") return postmaster;
    await Promise.race([ended, sleep(POLL_MS)]);
  }
  return null;
}

/** Details of errors and failing statements stay out of the log: they carry the values of rows. */
function options(place: Place, socketDir: string): string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: `"${socketDir}"`,
    unix_socket_permissions: "0700",
    port: 5432,
    max_connections: 100,
    shared_buffers: "256MB",
    synchronous_commit: "on",
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
  };
  return [
    "-D",
    place.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

async function openLog(place: Place): Promise<FileHandle> {
  const size = await stat(place.logFile).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size > MAX_LOG_BYTES) await rename(place.logFile, `${place.logFile}.1`);
  return open(place.logFile, "a+", 0o600);
}

async function lastWord(place: Place, from: number): Promise<string> {
  const file = await open(place.logFile, "r");
  const { size } = await file.stat();
  const { buffer } = await file.read(
    Buffer.alloc(Math.max(size - from, 0)),
    0,
    Math.max(size - from, 0),
    from,
  );
  await file.close();
  const lines = buffer.toString().split("\n").filter(Boolean);
  const fatal = lines.find((line) => /(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? "it said nothing";
  return fatal.replace(/^.*?(FATAL|PANIC):\s*/, "");
}
