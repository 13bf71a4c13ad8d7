// Which core does what, so that the load generator and the database do not take the server's time.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, getPriority, setPriority } from "node:os";

/** The measured server alone, everything else, and what goes where the kernel puts it. */
export type Seat = "server" | "rest" | "any";

const canPin = availableParallelism() > 1 && spawnSync("taskset", ["-V"]).status === 0;

/** The program and its leading arguments that run Node on the cores of `seat`. */
export function nodeOn(seat: Seat): { command: string; args: string[] } {
  if (!canPin || seat === "any") return { command: process.execPath, args: [] };
  return { command: "taskset", args: ["-c", coresOf(seat), process.execPath] };
}

/**
 * Moves a running process, and what it will start, off the server's core, and behind the load generator. Where the
 * machine cannot do that it stays where it is.
 */
export function giveWay(pid: number): void {
  if (!canPin) return;
  spawnSync("taskset", ["-cp", coresOf("rest"), String(pid)]);
  setPriority(pid, Math.min(getPriority(pid), getPriority()) + 5);
}

/** Processor time of a process and those it started until now, in seconds; 0 where it cannot be told. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    const started = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    const own = (Number(fields[11]) + Number(fields[12])) / 100;
    return started.reduce((sum, child) => sum + cpuSeconds(Number(child)), own);
  } catch {
    return 0;
  }
}

/** Memory of a process in bytes; 0 where it cannot be told. */
export function residentBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1_024;
  } catch {
    return 0;
  }
}

function coresOf(seat: "server" | "rest"): string {
  const last = availableParallelism() - 1;
  if (seat === "server") return "0";
  return last === 1 ? "1" : `1-${last}`;
}
