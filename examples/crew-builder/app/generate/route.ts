// One generation: the gateway's stream, passed on as it comes, and behind it what the call cost and who paid.
import { KEYHOLD_URL, KEYS, receiptOf } from "../../keyhold.ts";
import { refusal } from "../../team.ts";

const TASK =
  "You put crews together. Name three to five roles for the job, and say in one line what each does.";

export async function POST(request: Request): Promise<Response> {
  const refused = await refusal("generate");
  if (refused) return refuse(403, refused);
  const { job, model, payer } = await request.json();
  const key = Object.hasOwn(KEYS, payer) ? KEYS[payer] : null;
  if (!key || typeof job !== "string") return refuse(422, "Say what the job is, and who pays.");
  const providerKey = request.headers.get("x-provider-key");
  const answer = await fetch(`${KEYHOLD_URL}/v1/chat/completions`, {
    method: "POST",
    signal: request.signal,
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      ...(payer === "request" && providerKey && { "x-provider-key": providerKey }),
    },
    body: JSON.stringify({
      model,
      stream: true,
      messages: [
        { role: "system", content: TASK },
        { role: "user", content: job },
      ],
    }),
  });
  if (!answer.ok || !answer.body) return passOn(answer);
  const requestId = answer.headers.get("x-request-id") ?? "";
  return new Response(answer.body.pipeThrough(withReceipt(requestId)), {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

/** A last event of our own: the ledger knows the call when its stream has ended. */
function withReceipt(requestId: string) {
  return new TransformStream<Uint8Array, Uint8Array>({
    async flush(controller) {
      const receipt = JSON.stringify(await receiptOf(requestId));
      controller.enqueue(new TextEncoder().encode(`event: receipt\ndata: ${receipt}\n\n`));
    },
  });
}

/** Keyhold's refusals say what is wrong and what helps; a used-up plan is 429 `insufficient_quota`. */
function passOn({ status, headers, body }: Response): Response {
  const retryAfter = headers.get("retry-after");
  return new Response(body, {
    status,
    headers: { "content-type": "application/json", ...(retryAfter && { "retry-after": retryAfter }) },
  });
}

const refuse = (status: number, message: string) => Response.json({ error: { message } }, { status });
