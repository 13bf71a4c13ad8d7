// Workers that do one thing after another until they are told to stop.

export interface Busy {
  /** How often it was done, after all have ended. */
  stop(): Promise<number>;
}

/** `work` is handed numbers from 0 up, each once. It must not reject. */
export function keepBusy(workers: number, work: (turn: number) => Promise<void>): Busy {
  let turn = 0;
  let wanted = true;
  const all = Array.from({ length: workers }, async () => {
    while (wanted) await work(turn++);
  });
  return {
    async stop() {
      wanted = false;
      await Promise.all(all);
      return turn;
    },
  };
}
