// Traces by OpenTelemetry's own packages, sent by OTLP over HTTP. Loaded by start-tracing.ts alone, when it is wanted.
import {
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { parseTraceParent } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Attributes, Span, SpanSpec, Tracer } from "./tracer.ts";

interface OtlpOptions {
  /** Where spans are posted to. */
  url: string;
  headers: Record<string, string>;
  /** The share of the traces that begin here, from 0 to 1; one that a caller began is kept if the caller keeps it. */
  share: number;
  service: { name: string; version: string };
  /** Told each time that spans could not be sent. They are dropped. */
  onFailure(): void;
}

interface OtlpTracer extends Tracer {
  /** Sends what waits, for a short while. */
  stop(): Promise<void>;
}

const SEND_MS = 5_000;
const LONGEST_TEXT = 256;
const STOP_MS = 2_000;

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER };

export function otlpTracer({ url, headers, share, service, onFailure }: OtlpOptions): OtlpTracer {
  const exporter = telling(new OTLPTraceExporter({ url, headers, timeoutMillis: SEND_MS }), onFailure);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service.name, "service.version": service.version }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanLimits: { attributeValueLengthLimit: LONGEST_TEXT },
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: SEND_MS })],
  });
  const otel = provider.getTracer("keyhold", service.version);
  const contexts = new AsyncLocalStorageContextManager();
  const startIn = (context: Context, name: string, { kind, attributes }: SpanSpec): Span => {
    const known = { kind: kind ? KINDS[kind] : SpanKind.INTERNAL, attributes: attributes ?? {} };
    const span = otel.startSpan(name, known, context);
    return spanOf(span, trace.setSpan(context, span), contexts);
  };
  return {
    start: (name, spec = {}) => startIn(contexts.active(), name, spec),
    continue: (traceparent, name, spec) => startIn(contextOf(traceparent), name, spec),
    async stop() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
      await Promise.race([provider.shutdown().catch(() => {}), late]);
    },
  };
}

/** W3C Trace Context; one that cannot be read is none. */
function contextOf(traceparent: string | null | undefined): Context {
  const parent = traceparent ? parseTraceParent(traceparent) : null;
  return parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : ROOT_CONTEXT;
}

function spanOf(span: OtelSpan, context: Context, contexts: AsyncLocalStorageContextManager): Span {
  return {
    set: (attributes: Attributes) => void span.setAttributes(attributes),
    run: (work) => contexts.with(context, work),
    traceparent() {
      const { traceId, spanId, traceFlags } = span.spanContext();
      return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
    },
    end(errorType) {
      if (errorType !== undefined) {
        span.setAttribute("error.type", errorType);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}

/** The same exporter, which tells of what it could not send. */
function telling(exporter: SpanExporter, onFailure: () => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== 0) onFailure();
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
