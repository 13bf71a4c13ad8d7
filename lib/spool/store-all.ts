// Lines that can never be stored must not hold up the others: a batch is halved until they stand alone.
import { LINE_END } from "./frame.ts";

export interface Taker {
  /** Stores lines exactly once, also when they are sent again. */
  store(lines: string): Promise<unknown>;
  /** Whether an error is about the lines themselves, so that they will never be stored. */
  isHopeless(error: unknown): boolean;
  /** Keeps a line that will never be stored. */
  setAside(line: string, error: unknown): Promise<void>;
}

/** How many lines were set aside. Rejects as `store` does for what may be stored later. */
export async function storeAll(text: string, taker: Taker): Promise<number> {
  try {
    await taker.store(text);
    return 0;
  } catch (error) {
    if (!taker.isHopeless(error)) throw error;
    const lines = text.split(LINE_END);
    if (lines.length === 1) {
      await taker.setAside(text, error);
      return 1;
    }
    const half = Math.ceil(lines.length / 2);
    return (
      (await storeAll(lines.slice(0, half).join(LINE_END), taker)) +
      (await storeAll(lines.slice(half).join(LINE_END), taker))
    );
  }
}
