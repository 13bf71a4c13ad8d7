// An answer that comes in events: each goes out as soon as it came in. However the stream ends, what was delivered is
// settled: by the provider's figures, or by a marked guess when the caller left before they came.
import type { Outlet, StreamAnswer } from "#lib/http/stream-answer.ts";
import { written } from "#lib/verify/meter.ts";
import type { CutOff } from "./cut-off.ts";
import type { GatewayDeps } from "./deps.ts";
import { type Dialect, failureBody, failureOf } from "./failure.ts";
import { wireEvent } from "./forms/form.ts";
import { type Cleaner, scrub } from "./scrub.ts";
import { eventsOf } from "./server-events.ts";
import { type Ending, type OpenCall, settle } from "./settlement.ts";
import { textDecoder } from "./text-decoder.ts";
import type { Answered } from "./tries.ts";
import { unreachable } from "./upstream-error.ts";

interface StreamOptions {
  /** Takes the provider's key out. */
  clean: Cleaner;
  headers: Record<string, string>;
  dialect: Dialect;
  requestId: string;
  /** Says when the caller has left. */
  cutOff: CutOff;
}

export function streamedAnswer(
  deps: GatewayDeps,
  open: OpenCall,
  ending: Ending,
  answered: Answered,
  options: StreamOptions,
): StreamAnswer {
  const first = (ending.firstByteMs ?? 0) - open.startedMs;
  return {
    status: answered.answer.status,
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-cache, no-store",
      "X-Accel-Buffering": "no",
      ...options.headers,
      "Server-Timing": `upstream;dur=${first.toFixed(2)}`,
    },
    begin: (outlet) => relayEvents(outlet, { deps, open, ending, answered, options }),
  };
}

interface Relayed {
  deps: GatewayDeps;
  open: OpenCall;
  ending: Ending;
  answered: Answered;
  options: StreamOptions;
}

function relayEvents(outlet: Outlet, { deps, open, ending, answered, options }: Relayed): void {
  const { body } = answered.answer;
  const { cutOff, clean, dialect, requestId } = options;
  const reader = answered.form.reader(clean);
  const textOf = textDecoder();
  let out = "";
  let hasEnded = false;
  const events = eventsOf((event) => {
    out += reader.event(event);
  });
  /** What came in one go leaves in one go. */
  const flush = () => {
    if (out === "") return;
    // Names, numbers and kinds of events too, which nobody else looks at.
    const text = scrub(out, answered.key);
    out = "";
    if (outlet.write(text)) return;
    body.pause();
    outlet.whenReady(() => body.resume());
  };
  const end = () => {
    if (hasEnded) return;
    hasEnded = true;
    cutOff.release();
    body.destroy();
    settle(deps, open, { ...ending, figures: reader.figures() });
    written(deps.verification.meter).then(outlet.end, outlet.end);
  };
  const broken = (error: unknown) => {
    const failure = failureOf(unreachable(answered.target.provider, error));
    const data = JSON.stringify(failureBody(dialect, failure, requestId));
    return wireEvent(dialect === "anthropic" ? { event: "error", data } : { data });
  };
  const fail = (error: unknown) => {
    out += broken(error);
    flush();
    end();
  };
  cutOff.tell(() => fail(new Error("the call was cut off")));
  if (cutOff.isCut) end();
  body.read({
    piece(bytes) {
      events.feed(textOf(bytes));
    },
    told: flush,
    end(error) {
      if (error) {
        fail(error);
        return;
      }
      flush();
      end();
    },
  });
}
