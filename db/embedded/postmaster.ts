// Reads what PostgreSQL itself writes down about a running server (postmaster.pid, see pidfile.h:
// 1 pid, 2 data folder, 3 start, 4 port, 5 socket folder, 6 address, 7 shared memory, 8 status).
import { execFile } from "node:child_process";
import { readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Postmaster {
  pid: number;
  socketDir: string;
  status: string;
}

/** What a pid file says, or null while it is being written. */
export function parsePidFile(content: string): Postmaster | null {
  const lines = content.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid < 1) return null;
  return { pid, socketDir: lines[4] ?? "", status: lines[7] ?? "" };
}

/** The server that the cluster's pid file names, alive or not. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const content = await readFile(pidFileOf(cluster), "utf8").catch(() => "");
  return parsePidFile(content);
}

/** True when the process is there and is a PostgreSQL of this cluster, as far as the system tells. */
export async function isAlive(postmaster: Postmaster, cluster: string): Promise<boolean> {
  const { pid } = postmaster;
  if (!processExists(pid)) return false;
  if (process.platform !== "linux") return (await nameByPs(pid)).includes("postgres");
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  if (!stat.includes("(postgres)") || /\) Z /.test(stat)) return false;
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => cluster);
  return folder === cluster;
}

/**
 * Removes a pid file whose pid now belongs to some other program (after a reboot, or in a container where pids
 * begin anew): PostgreSQL would take that program for its predecessor and refuse.
 */
export async function forgetDead(postmaster: Postmaster, cluster: string): Promise<void> {
  if (!processExists(postmaster.pid)) return;
  const present = await readPostmaster(cluster);
  if (present?.pid === postmaster.pid) await rm(pidFileOf(cluster), { force: true });
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function nameByPs(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "comm=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  return stdout;
}

function pidFileOf(cluster: string): string {
  return join(cluster, "postmaster.pid");
}
