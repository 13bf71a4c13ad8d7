// Who writes to a folder, and whether that process lives. A process of this machine is known by its id and the moment
// it began; one elsewhere, as in another container over the same volume, by the file that it touches.
import { readFileSync, readlinkSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

export interface Owner {
  /** The machine, this boot of it, and the space of process ids. */
  machine: string;
  pid: number;
  /** When the process began, in ticks since the machine did; null where that cannot be known. */
  startedTicks: string | null;
  host: string;
  version: string;
}

export const OWNER_FILE = "owner.json";
/** One elsewhere that has not touched its file for so long is dead. Each touches it far more often. */
const SILENT_MS = 5 * 60_000;

export function ownerOfThisProcess(version: string): Owner {
  const { pid } = process;
  return { machine: thisMachine(), pid, startedTicks: startedTicksOf(pid), host: hostname(), version };
}

/** Null when nobody says that the folder is theirs. */
export function readOwner(dir: string): { owner: Owner; touchedAtMs: number } | null {
  try {
    const path = join(dir, OWNER_FILE);
    return { owner: JSON.parse(readFileSync(path, "utf8")) as Owner, touchedAtMs: statSync(path).mtimeMs };
  } catch {
    return null;
  }
}

/** Whether the folder's writer may still write. In doubt it may. `nowMs` is on the clock of the file system. */
export function isAlive(dir: string, nowMs: number): boolean {
  const found = readOwner(dir);
  if (!found) return false;
  const { owner, touchedAtMs } = found;
  if (owner.machine !== thisMachine()) return nowMs - touchedAtMs < SILENT_MS;
  if (owner.startedTicks !== null) return startedTicksOf(owner.pid) === owner.startedTicks;
  return answers(owner.pid);
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function thisMachine(): string {
  return [hostname(), read("/proc/sys/kernel/random/boot_id"), linkOf("/proc/self/ns/pid")].join(" ");
}

/** Field 22 of proc_pid_stat(5); the name before it is in brackets and may hold anything. A zombie does not count. */
function startedTicksOf(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? null : (fields[19] ?? null);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
