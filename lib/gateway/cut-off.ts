// The end of a call before its time: its caller leaves, or it lasts too long. Lighter than signals that are combined, and
// than a timer for each, because every call has one.
import type { ApiRequest } from "#lib/http/api-request.ts";

export interface CutOff {
  readonly isCut: boolean;
  /** Whom to tell: the last one that asked. */
  tell(listener: (() => void) | null): void;
  /** The call is over: nobody is told any more. */
  release(): void;
}

const CHECK_MS = 1_000;

/** `longestMs` may be exceeded by as much as lies between two looks, a second. */
export function createCutOff(caller: Pick<ApiRequest, "whenGone">, longestMs: number): CutOff {
  const call = new Call(performance.now() + longestMs);
  call.stay = caller.whenGone(call.cut);
  underWay.add(call);
  timer ??= setInterval(endLate, CHECK_MS).unref();
  return call;
}

const underWay = new Set<Call>();
let timer: NodeJS.Timeout | undefined;

function endLate(): void {
  const nowMs = performance.now();
  for (const call of underWay) if (call.untilMs <= nowMs) call.cut();
  if (underWay.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

class Call implements CutOff {
  readonly untilMs: number;
  isCut = false;
  stay: (() => void) | null = null;
  #listener: (() => void) | null = null;

  constructor(untilMs: number) {
    this.untilMs = untilMs;
  }

  readonly cut = (): void => {
    if (this.isCut) return;
    this.isCut = true;
    this.release();
    this.#listener?.();
  };

  tell(listener: (() => void) | null): void {
    this.#listener = listener;
  }

  release(): void {
    underWay.delete(this);
    this.stay?.();
  }
}
