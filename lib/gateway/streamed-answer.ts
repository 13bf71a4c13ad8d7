// An answer that comes in events: each goes out as soon as it came in. However the stream ends, what was delivered is
// settled: by the provider's figures, or by a marked guess when the caller left before they came.
import { createParser } from "eventsource-parser";
import { written } from "#lib/verify/meter.ts";
import type { GatewayDeps } from "./deps.ts";
import { type Dialect, failureBody, failureOf } from "./failure.ts";
import { wireEvent } from "./forms/form.ts";
import { type Ending, type OpenCall, settle } from "./settlement.ts";
import type { Answered } from "./tries.ts";
import { unreachable } from "./upstream-error.ts";

interface StreamOptions {
  /** Takes the provider's key out of a text that goes on from event to event. */
  clean(text: string, path: string): string;
  headers: Record<string, string>;
  dialect: Dialect;
  requestId: string;
}

export function streamedAnswer(
  deps: GatewayDeps,
  open: OpenCall,
  ending: Ending,
  answered: Answered,
  { clean, headers, dialect, requestId }: StreamOptions,
): Response {
  const reader = answered.form.reader(clean);
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let out = "";
  const parser = createParser({
    onEvent: ({ event, data }) => {
      out += reader.event({ event, data });
    },
  });
  const chunks = answered.answer.body[Symbol.asyncIterator]();
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    answered.answer.body.destroy();
    settle(deps, open, { ...ending, figures: reader.figures() });
  };
  /** What is to go out next; null at the end. */
  const next = async (): Promise<string | null> => {
    for (;;) {
      const { done, value } = await chunks.next();
      if (done) return null;
      out = "";
      parser.feed(decoder.decode(value, { stream: true }));
      if (out !== "") return out;
    }
  };
  const broken = (error: unknown) => {
    const failure = failureOf(unreachable(answered.target.provider, error));
    const data = JSON.stringify(failureBody(dialect, failure, requestId));
    return wireEvent(dialect === "anthropic" ? { event: "error", data } : { data });
  };

  const events = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let text: string | null;
      try {
        text = await next();
      } catch (error) {
        if (!ended) controller.enqueue(encoder.encode(broken(error)));
        text = null;
      }
      if (text !== null) {
        controller.enqueue(encoder.encode(text));
        return;
      }
      end();
      await written(deps.verification.meter).catch(() => {});
      controller.close();
    },
    /** The caller left. */
    cancel: end,
  });

  const first = (ending.firstByteMs ?? 0) - open.startedMs;
  return new Response(events, {
    status: answered.answer.status,
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-cache, no-store",
      "X-Accel-Buffering": "no",
      ...headers,
      "Server-Timing": `upstream;dur=${first.toFixed(2)}`,
    },
  });
}
