// Whether the person was asked to prove who they are, and what they answered. Asked from any action, answered by the
// one dialog that the shell holds.

const listeners = new Set<() => void>();
let answer: ((proved: boolean) => void) | null = null;
let asked: Promise<boolean> | null = null;

/** Opens the dialog, once for all who ask at the same time; false when the person turned away, or no dialog is there. */
export function askForProof(): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false);
  asked ??= new Promise((resolve) => {
    answer = resolve;
  });
  notify();
  return asked;
}

export function answerProof(proved: boolean): void {
  answer?.(proved);
  answer = null;
  asked = null;
  notify();
}

/** Listens for questions; returns a function that stops listening. */
export function onProofAsked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function isProofAsked(): boolean {
  return asked !== null;
}

function notify(): void {
  for (const listener of listeners) listener();
}
