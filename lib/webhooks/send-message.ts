// Hands one message to its receiver, and says what came of it. It never throws: every failure is an outcome.
import type { Dispatcher } from "undici";
import type { Clock } from "#lib/core/clock.ts";
import { callOut } from "#lib/core/egress/call.ts";
import type { ClaimedDelivery } from "./claim-deliveries.ts";
import { scrubbed } from "./scrub.ts";
import { signedHeaders } from "./sign.ts";

export interface Outcome {
  latencyMs: number;
  /** Null when there was no answer. */
  status: number | null;
  error: string | null;
  /** The first bytes of the answer, scrubbed. */
  answer: string;
}

const TIMEOUT_MS = 15_000;
/** Enough to see a secret whole that is then cut out of the first characters. */
const MOST_BYTES = 8 * 1024;

const WORDS: Record<string, string> = {
  EGRESS_REFUSED: "the address may not be called",
  ENOTFOUND: "the host cannot be found",
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  TimeoutError: "no answer within 15 seconds",
};

/** Follows no redirect; connects to vetted addresses only when the dispatcher is lib/core/egress's. */
export async function sendMessage(
  { dispatcher, clock }: { dispatcher: Dispatcher; clock: Clock },
  { kind, url, secrets, messageId, body }: ClaimedDelivery,
): Promise<Outcome> {
  const plain = secrets.map((secret) => secret.reveal());
  const [first] = plain;
  if (first === undefined)
    return { ...NO_ANSWER, latencyMs: 0, error: "the secret does not open; rotate it" };
  const signed = { id: messageId, timestamp: Math.floor(clock().getTime() / 1_000), body };
  const startedAt = performance.now();
  const latency = () => Math.round(performance.now() - startedAt);
  try {
    const answer = await callOut(dispatcher, {
      url: kind === "slack" ? first : url,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Keyhold-Webhooks/1",
        ...(kind === "slack" ? {} : signedHeaders(signed, plain)),
      },
      body,
      timeoutMs: TIMEOUT_MS,
      mostBytes: MOST_BYTES,
    });
    const { status } = answer;
    return { latencyMs: latency(), status, error: faultOf(status), answer: scrubbed(answer.body, plain) };
  } catch (error) {
    return { ...NO_ANSWER, latencyMs: latency(), error: reasonOf(error) };
  }
}

const NO_ANSWER = { status: null, answer: "" };

function faultOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return "it answered with a redirect, which is not followed";
  return status === 410 ? "it answered that it is gone" : `it answered ${status}`;
}

/** A word for what is known, and the code of what is not: messages may hold the address. */
function reasonOf(error: unknown): string {
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: unknown };
  for (const key of [code, (cause as { code?: unknown } | undefined)?.code, name])
    if (typeof key === "string" && Object.hasOwn(WORDS, key)) return WORDS[key]!;
  return `no answer (${typeof code === "string" ? code : "unknown"})`;
}
