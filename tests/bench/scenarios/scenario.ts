// What a scenario is handed, and what it is.
import type { Installation } from "../setup/installation.ts";
import type { LoadGenerator } from "../setup/measure.ts";

export interface Bench {
  installation: Installation;
  load: LoadGenerator;
  /** One line of progress. */
  say(line: string): void;
  /** Prints a result and puts it into its section of docs/performance.md. */
  put(section: string, markdown: string): void;
}

export interface Scenario {
  name: string;
  /** `option` is what the command line gives after a colon. */
  run(bench: Bench, option?: string): Promise<void>;
}
