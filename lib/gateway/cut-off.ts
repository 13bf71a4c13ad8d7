// The end of a call before its time: its caller leaves, or it lasts too long. Lighter than signals that are combined,
// because every call has one.
import type { ApiRequest } from "#lib/http/api-request.ts";

export interface CutOff {
  readonly isCut: boolean;
  /** Whom to tell: the last one that asked. */
  tell(listener: (() => void) | null): void;
  /** The call is over: nobody is told any more. */
  release(): void;
}

export function createCutOff(caller: Pick<ApiRequest, "whenGone">, longestMs: number): CutOff {
  let isCut = false;
  let listener: (() => void) | null = null;
  const cut = () => {
    if (isCut) return;
    isCut = true;
    release();
    listener?.();
  };
  const timer = setTimeout(cut, longestMs).unref();
  const release = () => {
    clearTimeout(timer);
    stay();
  };
  const stay = caller.whenGone(cut);
  return {
    get isCut() {
      return isCut;
    },
    tell(next) {
      listener = next;
    },
    release,
  };
}
