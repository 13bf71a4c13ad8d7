// The span of a request that was answered, as OpenTelemetry's conventions for HTTP have it. Of the address it has only
// the route: what callers put into paths and queries may be anything.
import { type Span, tracer } from "#lib/core/tracing/tracer.ts";

/** They are asked every few seconds, and say nothing. */
const PROBES = ["/healthz", "/readyz", "/metrics"];

/** Null when nothing is traced. `traceparent` is the caller's. */
export function serverSpan(
  method: string,
  route: string,
  traceparent: string | string[] | undefined,
): Span | null {
  const known = tracer();
  if (known === null || PROBES.includes(route)) return null;
  const parent = typeof traceparent === "string" ? traceparent : null;
  return known.continue(parent, `${method} ${route}`, {
    kind: "server",
    attributes: { "http.request.method": method, "http.route": route },
  });
}

export function endServerSpan(span: Span, status: number, requestId: string): void {
  span.set({ "http.response.status_code": status, "keyhold.request.id": requestId });
  span.end(status >= 500 ? String(status) : undefined);
}
