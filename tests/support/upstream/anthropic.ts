// Anthropic's wire format: disjoint input figures, a placeholder for output at the beginning of a stream, cumulative ones at its end.
import { beginStream, type Exchange, json } from "./server.ts";

type Json = ReturnType<typeof JSON.parse>;

export async function anthropicMessages(exchange: Exchange): Promise<void> {
  const { received, response, behaviour, billed, send } = exchange;
  const { body } = received;
  if (typeof body.max_tokens !== "number")
    return json(response, 400, {
      type: "error",
      error: { type: "invalid_request_error", message: "max_tokens: Field required" },
      request_id: "req_upstream",
    });
  const { promptTokens, cachedTokens, words } = behaviour;
  const calls = wantsTool(body);
  const input = {
    input_tokens: promptTokens - cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
  };
  const usage = { ...input, output_tokens: words.length };
  const stop_reason = calls ? "tool_use" : "end_turn";
  const message = { id: "msg_1", type: "message", role: "assistant", model: body.model, stop_sequence: null };
  const bill = () => {
    billed.prompt += promptTokens;
    billed.output += words.length;
  };
  if (!body.stream) {
    bill();
    const content = calls
      ? [{ type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Oslo" } }]
      : [{ type: "text", text: words.join("") }];
    return json(response, 200, { ...message, content, stop_reason, usage });
  }
  beginStream(response);
  const write = (type: string, rest: object) =>
    send(`event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`);
  const start = { ...message, content: [], stop_reason: null, usage: { ...input, output_tokens: 1 } };
  if (!(await write("message_start", { message: start }))) return;
  await send('event: ping\ndata: {"type": "ping"}\n\n');
  const block = calls
    ? { type: "tool_use", id: "toolu_1", name: "weather", input: {} }
    : { type: "text", text: "" };
  if (!(await write("content_block_start", { index: 0, content_block: block }))) return;
  const deltas = calls
    ? ['{"city":', '"Oslo"}'].map((partial_json) => ({ type: "input_json_delta", partial_json }))
    : words.map((text) => ({ type: "text_delta", text }));
  for (const delta of deltas) if (!(await write("content_block_delta", { index: 0, delta }))) return;
  if (!(await write("content_block_stop", { index: 0 }))) return;
  const end = { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: words.length } };
  if (!(await write("message_delta", end))) return;
  bill();
  await write("message_stop", {});
  response.end();
}

/** Calls a tool when there is one that has not answered yet. */
function wantsTool({ tools, messages }: Json): boolean {
  const last = messages.at(-1)?.content;
  const answered = Array.isArray(last) && last.some((part: Json) => part.type === "tool_result");
  return Array.isArray(tools) && tools.length > 0 && !answered;
}
