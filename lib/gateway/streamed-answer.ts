// An answer that comes in events: each goes out as it came in, the first one at once. However the stream ends, what was
// delivered is settled: by the provider's figures, or by a marked guess when the caller left before they came.
import type { Outlet, StreamAnswer } from "#lib/http/stream-answer.ts";
import { written } from "#lib/verify/meter.ts";
import type { CutOff } from "./cut-off.ts";
import type { GatewayDeps } from "./deps.ts";
import { type Dialect, failureBody, failureOf } from "./failure.ts";
import { wireEvent } from "./forms/form.ts";
import { GATHER_MS, gather } from "./gather.ts";
import { type Cleaner, scrub } from "./scrub.ts";
import { eventsOf } from "./server-events.ts";
import { type Ending, type OpenCall, settle } from "./settlement.ts";
import { textDecoder } from "./text-decoder.ts";
import type { Answered } from "./tries.ts";
import { unreachable } from "./upstream-error.ts";

/** So many characters wait for nothing. */
const GATHERED_AT_MOST = 16 * 1024;

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
  let leftMs = Number.NEGATIVE_INFINITY;
  let hasEnded = false;
  const events = eventsOf(
    (event) => {
      out += reader.event(event);
    },
    (text, from) => {
      const run = reader.run?.(text, from);
      if (!run) return from;
      out += run.shown;
      return run.to;
    },
  );
  /** What is to leave now. Names, numbers and kinds of events are cleaned here, which nobody else looks at. */
  const taken = () => {
    const text = scrub(out, answered.key);
    out = "";
    return text;
  };
  const flush = () => {
    if (out === "" || hasEnded) return;
    leftMs = deps.nowMs();
    if (outlet.write(taken())) return;
    body.pause();
    outlet.whenReady(() => body.resume());
  };
  const end = () => {
    if (hasEnded) return;
    // The first piece waits for nothing, the last one for no more than what the end waits for.
    if (leftMs < 0) flush();
    hasEnded = true;
    cutOff.release();
    body.destroy();
    ending.figures = reader.figures();
    settle(deps, open, ending);
    const last = taken();
    const leave = () => outlet.end(last);
    written(deps.verification.meter).then(leave, leave);
  };
  const broken = (error: unknown) => {
    const failure = failureOf(unreachable(answered.target.provider, error));
    const data = JSON.stringify(failureBody(dialect, failure, requestId));
    return wireEvent(dialect === "anthropic" ? { event: "error", data } : { data });
  };
  const fail = (error: unknown) => {
    out += broken(error);
    end();
  };
  cutOff.tell(() => fail(new Error("the call was cut off")));
  if (cutOff.isCut) end();
  body.read({
    piece(bytes) {
      events.feed(textOf(bytes));
    },
    told() {
      if (deps.nowMs() - leftMs >= GATHER_MS || out.length > GATHERED_AT_MOST) flush();
      else if (out !== "") gather(flush);
    },
    end(error) {
      if (error) fail(error);
      else end();
    },
  });
}
