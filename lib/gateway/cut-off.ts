// The end of a call before its time: its caller leaves, or it lasts too long. Lighter than signals that are combined,
// because every call has one.

export interface CutOff {
  readonly isCut: boolean;
  /** Whom to tell: the last one that asked. */
  tell(listener: (() => void) | null): void;
  /** The call is over: nobody is told any more. */
  release(): void;
}

/** `signal` aborts when the caller leaves. */
export function createCutOff(signal: AbortSignal, longestMs: number): CutOff {
  let isCut = signal.aborted;
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
    signal.removeEventListener("abort", cut);
  };
  signal.addEventListener("abort", cut, { once: true });
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
