// A lane whose requests are traced. Only where there is tracing: else the lane itself is used, and nothing is asked.
import { tracer } from "#lib/core/tracing/tracer.ts";
import { endServerSpan, serverSpan } from "../server-span.ts";
import type { WireLane } from "./connection.ts";

export function tracedLane(lane: WireLane): WireLane {
  if (tracer() === null) return lane;
  return {
    path: lane.path,
    take(request, exchange) {
      const span = serverSpan("POST", lane.path, request.traceparent);
      if (span === null) return lane.take(request, exchange);
      const { requestId } = exchange;
      const ended = (status: number) => endServerSpan(span, status, requestId);
      return span.run(() =>
        lane.take(request, {
          requestId,
          remoteAddress: exchange.remoteAddress,
          whenGone: (tell) => exchange.whenGone(tell),
          stream(answer, done) {
            exchange.stream(answer, () => {
              ended(answer.status);
              done?.();
            });
          },
          answer(answer) {
            exchange.answer(answer);
            ended(answer.status);
          },
          fail(error) {
            const status = exchange.fail(error);
            ended(status);
            return status;
          },
        }),
      );
    },
  };
}
