// How far a spool is drained, in a file of its own that is replaced as a whole. It may lag behind the database:
// what is sent a second time is not counted a second time.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Position {
  /** The segment that is read, and up to where. */
  segment: number;
  offset: number;
  /** Lines before that place in this segment. */
  taken: number;
  /** Lines that were stored, and that were set aside, since the spool was made. */
  stored: number;
  setAside: number;
}

const NAME = "position.json";

export const START: Position = { segment: 0, offset: 0, taken: 0, stored: 0, setAside: 0 };

/** Throws when it cannot be written. */
export function savePosition(dir: string, position: Position): void {
  const path = join(dir, NAME);
  writeFileSync(`${path}.new`, JSON.stringify(position));
  renameSync(`${path}.new`, path);
}

/** The beginning when there is none, or none that can be read. */
export function loadPosition(dir: string): Position {
  try {
    const found = JSON.parse(readFileSync(join(dir, NAME), "utf8")) as Position;
    const numbers = Object.keys(START).map((name) => found[name as keyof Position]);
    return numbers.every((value) => Number.isSafeInteger(value) && value >= 0) ? found : START;
  } catch {
    return START;
  }
}
