// Estimates strengths in a thread of its own: half a second of dictionaries, and tens of milliseconds for each secret,
// are too long for a process that answers others meanwhile.
import { Worker } from "node:worker_threads";

/** For each secret the bits that estimateBits() finds in its first 80 characters. Rejects when the thread fails. */
export function estimateBitsAside(secrets: readonly string[]): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL("./strength-worker.ts", import.meta.url), { workerData: secrets });
    thread.unref();
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", () => reject(new Error("the thread ended without an answer")));
  });
}
