// What a process traces with. Without tracing it is null, nothing of OpenTelemetry is loaded, and asking costs one check.

export type Attributes = Record<string, string | number | boolean | undefined>;

export interface SpanSpec {
  /** "internal" when left out. */
  kind?: "server" | "client" | "consumer";
  /** Never a secret, a prompt, or anything else of a caller's that nobody has looked at. */
  attributes?: Attributes;
}

export interface Span {
  set(attributes: Attributes): void;
  /** What `work` starts, now and later, is part of this span. */
  run<T>(work: () => T): T;
  /** For whoever is asked on behalf of this span. */
  traceparent(): string;
  /** `errorType` says that it failed, by a code and never by a message. */
  end(errorType?: string): void;
}

export interface Tracer {
  /** A part of the span that runs. */
  start(name: string, spec?: SpanSpec): Span;
  /** Of a trace that began elsewhere, or here when `traceparent` is none. */
  continue(traceparent: string | null | undefined, name: string, spec: SpanSpec): Span;
}

/** Of what PostgreSQL is asked; the name of such a span says what for. */
export const IN_DATABASE: SpanSpec = { kind: "client", attributes: { "db.system.name": "postgresql" } };

let present: Tracer | null = null;

/** Null when nothing is traced. */
export function tracer(): Tracer | null {
  return present;
}

export function traceWith(tracer: Tracer | null): void {
  present = tracer;
}

/** Does `work` within a span of its own, when there is tracing at all. */
export function traced<T>(name: string, spec: SpanSpec, work: () => Promise<T>): Promise<T> {
  return present === null ? work() : within(present.start(name, spec), work);
}

async function within<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    const result = await span.run(work);
    span.end();
    return result;
  } catch (error) {
    span.end(errorTypeOf(error));
    throw error;
  }
}

/** The code of an error, or else its class. */
function errorTypeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "string") return code;
  return error instanceof Error ? error.name : "unknown";
}
