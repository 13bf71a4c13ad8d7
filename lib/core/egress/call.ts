// One small call out of the process, with a limit on its time and on the size of its answer.
import { type Dispatcher, request } from "undici";

export interface OutgoingCall {
  url: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  /** The most that is read of the answer's body. */
  mostBytes: number;
}

export interface OutgoingAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Cut after `mostBytes`. */
  body: string;
}

/** Rejects when there is no answer in time, or the address may not be called. Redirects are answers like any other. */
export async function callOut(dispatcher: Dispatcher, call: OutgoingCall): Promise<OutgoingAnswer> {
  const { url, method, headers, body, timeoutMs, mostBytes } = call;
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await request(url, { dispatcher, method, headers, body, signal });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, mostBytes - size));
    size += chunk.length;
    if (size >= mostBytes) break;
  }
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString("utf8") };
}
