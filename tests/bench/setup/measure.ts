// One measurement: the load generator against one server, with the server's own processor time.
import type { Outcome, Plan } from "../load/plan.ts";
import { cpuSeconds } from "./cores.ts";
import { type Program, startProgram } from "./program.ts";

export interface Measured extends Outcome {
  /** Processor time of the server per answer, in microseconds. */
  cpuMicros: number;
}

export interface LoadGenerator {
  /** Throws when an answer was wrong. */
  run(plan: Plan, serverPid: number): Promise<Measured>;
  stop(): Promise<void>;
}

export function startLoadGenerator(): LoadGenerator {
  const program: Program = startProgram("tests/bench/programs/load.ts", { seat: "rest" });
  return {
    async run(plan, serverPid) {
      const before = cpuSeconds(serverPid);
      const { outcome, error } = await program.ask<{ outcome?: Outcome; error?: string }>(plan);
      if (!outcome) throw new Error(error);
      if (outcome.wrong > 0)
        throw new Error(
          `${outcome.wrong} of ${outcome.wrong + outcome.answers} answers were wrong, the first:\n${outcome.firstWrong}`,
        );
      const spent = cpuSeconds(serverPid) - before;
      return { ...outcome, cpuMicros: (spent / outcome.answersInAll) * 1_000_000 };
    },
    stop: program.stop,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
