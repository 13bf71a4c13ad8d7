// The thread of strength-thread.ts: is handed secrets, answers with their bits, and ends.
import { parentPort, workerData } from "node:worker_threads";
import { estimateBits } from "./strength.ts";

const bits: number[] = [];
for (const secret of workerData as readonly string[]) bits.push(await estimateBits(secret, 80));
parentPort?.postMessage(bits);
