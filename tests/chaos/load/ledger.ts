// What was acknowledged, as the one who asked saw it: a file that is only appended to, one JSON value on each line.
import { closeSync, openSync, writeSync } from "node:fs";

export type Entry =
  | { kind: "verification"; requestId: string }
  | { kind: "report"; id: string; quantity: number };

export interface Ledger {
  file: string;
  write(entry: Entry): void;
  close(): void;
}

export function openLedger(file: string): Ledger {
  const handle = openSync(file, "a", 0o600);
  return {
    file,
    write: (entry) => void writeSync(handle, `${JSON.stringify(entry)}\n`),
    close: () => closeSync(handle),
  };
}
