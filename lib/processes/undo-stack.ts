// What has to be undone at the end, in the reverse order of its doing. A step that fails does not keep the rest from it.

export interface UndoStack {
  add(undo: () => Promise<void>): void;
  /** Undoes everything once; later calls wait for the first. */
  run(): Promise<void>;
}

export function undoStack(): UndoStack {
  const steps: (() => Promise<void>)[] = [];
  let running: Promise<void> | null = null;

  async function runAll(): Promise<void> {
    const errors: unknown[] = [];
    for (let step = steps.pop(); step; step = steps.pop()) await step().catch((error) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  }

  return {
    add: (undo) => void steps.push(undo),
    run: () => {
      running ??= runAll();
      return running;
    },
  };
}
