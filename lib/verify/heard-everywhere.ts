// Holds an answer back until what it says is true on every node: a key that was revoked is refused wherever it is tried next.
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "#db/client.ts";
import { isHeardEverywhere, newestChange } from "./node-store.ts";

const PATIENCE_MS = 500;
const PAUSE_MS = 2;

/** Resolves when every node has applied what was committed before the call, or after half a second. Never rejects. */
export async function heardEverywhere(sql: Sql): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  try {
    const seq = await newestChange(sql);
    while (!(await isHeardEverywhere(sql, seq)) && performance.now() < deadline) await sleep(PAUSE_MS);
  } catch {
    // The change itself is committed; nodes that cannot hear of it ask the database for each call.
  }
}
