// Turns tracing on for a process, if its settings say where to.
import type { TracingSettings } from "../env.ts";
import type { Log } from "../log.ts";
import { traceWith } from "./tracer.ts";

const COMPLAIN_EVERY_MS = 60_000;

interface Service {
  /** As traces show it: "keyhold-api". */
  name: string;
  version: string;
}

/** Resolves with what ends it again, and sends what waits. Without settings nothing is loaded. */
export async function startTracing(
  settings: TracingSettings | null,
  service: Service,
  log: Log,
): Promise<() => Promise<void>> {
  if (!settings) return async () => {};
  const { otlpTracer } = await import("./otlp.ts");
  const { endpoint, headers, share } = settings;
  let quietUntil = 0;
  const tracer = otlpTracer({
    url: `${endpoint}/v1/traces`,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, value.reveal()])),
    share,
    service,
    onFailure() {
      if (performance.now() < quietUntil) return;
      quietUntil = performance.now() + COMPLAIN_EVERY_MS;
      log.warn({ endpoint }, "traces cannot be sent, and are dropped");
    },
  });
  traceWith(tracer);
  return async () => {
    traceWith(null);
    await tracer.stop();
  };
}
