// Says on the terminal what is being done and how long it takes. Elsewhere one line per finished step.

export interface Progress {
  /** Shows `doing` while `work` runs and then what it returned. */
  step<T>(doing: string, work: () => Promise<T>, done: (result: T) => string): Promise<T>;
  note(text: string): void;
}

const TICK_MS = 1_000;
const QUIET_TICK_MS = 10_000;

export function createProgress(out: NodeJS.WriteStream): Progress {
  const note = (text: string) => void out.write(`  ${text}\n`);
  return {
    note,
    async step(doing, work, done) {
      const startedAt = Date.now();
      const elapsed = () => `${((Date.now() - startedAt) / 1_000).toFixed(1)} s`;
      const show = () =>
        out.write(out.isTTY ? `\r\u001b[K  … ${doing} ${elapsed()}` : `  … ${doing} ${elapsed()}\n`);
      const timer = setInterval(show, out.isTTY ? TICK_MS : QUIET_TICK_MS);
      show();
      try {
        const result = await work();
        note(`${out.isTTY ? "\r\u001b[K  " : ""}✓ ${done(result)} (${elapsed()})`);
        return result;
      } catch (error) {
        if (out.isTTY) out.write("\n");
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}
