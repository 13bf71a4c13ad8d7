// By what a pepper is known again: without its own peppers a restored installation knows none of its keys.
import { createHmac } from "node:crypto";
import type { Keyring } from "#lib/crypto/keyring.ts";

const TOLD = "keyhold backup: which pepper is this";

/** 16 hex characters for each version; they tell nothing of 32 random bytes. */
export function pepperMarks({ keys }: Keyring): Record<string, string> {
  const marks = [...keys].map(([version, pepper]) => [
    String(version),
    createHmac("sha256", pepper).update(TOLD).digest("hex").slice(0, 16),
  ]);
  return Object.fromEntries(marks);
}

/** Versions that the backup was made with and that are missing here, or are another pepper. */
export function lostPeppers(wanted: Record<string, string>, held: Keyring): string[] {
  const marks = pepperMarks(held);
  return Object.keys(wanted).filter((version) => marks[version] !== wanted[version]);
}
