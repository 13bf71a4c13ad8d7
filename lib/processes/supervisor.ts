// Runs the services of an installation side by side and ends them in the reverse of the order they were started in.
import type { StartError } from "./fail.ts";
import { type KeptService, keepRunning, type ServiceSpec } from "./keep-running.ts";
import { formatLine } from "./log-lines.ts";

/** The api finishes what is under way and then writes down what it counted. */
const GRACE_MS = 20_000;

export interface Supervisor {
  /** Starts a service and keeps it running; resolves when it is ready, never when that does not come to pass. */
  start(spec: ServiceSpec): Promise<void>;
  /** Starts these services anew, for development. */
  restart(...names: string[]): Promise<void>;
  /** Ends all, last started first, each after the one before has ended. */
  stop(): Promise<void>;
  /** Resolves with the reason when a service cannot be kept running. */
  failed: Promise<StartError>;
}

export interface SupervisorOptions {
  write(text: string): void;
  /** Whether a person reads along: names get colours and log lines become readable. */
  terminal: boolean;
  graceMs?: number;
  firstDelayMs?: number;
}

export function createSupervisor({
  write,
  terminal,
  graceMs = GRACE_MS,
  firstDelayMs,
}: SupervisorOptions): Supervisor {
  const services: KeptService[] = [];
  const failed = Promise.withResolvers<StartError>();
  const options = {
    graceMs,
    firstDelayMs,
    onLine: (name: string, line: string) => write(`${formatLine(name, line, terminal)}\n`),
    onGiveUp: failed.resolve,
  };
  return {
    failed: failed.promise,
    start(spec) {
      const service = keepRunning(spec, options);
      services.push(service);
      return service.ready;
    },
    async restart(...names) {
      await Promise.all(
        services.filter(({ name }) => names.includes(name)).map((service) => service.restart()),
      );
    },
    async stop() {
      for (const service of services.toReversed()) await service.stop();
    },
  };
}
