// OpenAI's wire format, and Gemini's version of it, which has usage on every chunk and leaves thinking out of the completion.
import { type Behaviour, beginStream, type Exchange, json } from "./server.ts";

type Json = ReturnType<typeof JSON.parse>;
const CREATED = 1_760_000_000;

function usageOf(behaviour: Behaviour) {
  const { promptTokens, cachedTokens, reasoningTokens, words, heardTokens, spokenTokens } = behaviour;
  const completion = words.length + reasoningTokens + spokenTokens;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completion,
    total_tokens: promptTokens + completion,
    prompt_tokens_details: { cached_tokens: cachedTokens, audio_tokens: heardTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens, audio_tokens: spokenTokens },
  };
}

/** 50 ms of it: 1,200 samples of 16 bits. */
const SOUND = Buffer.alloc(2_400).toString("base64");

function spoken({ words, spokenTokens }: Behaviour) {
  if (spokenTokens === 0) return null;
  const data = SOUND.repeat(spokenTokens);
  return { audio: { id: "audio_1", data, expires_at: CREATED, transcript: words.join("") } };
}

function bill({ billed }: Exchange, usage: { prompt_tokens: number; total_tokens: number }): void {
  billed.prompt += usage.prompt_tokens;
  billed.output += usage.total_tokens - usage.prompt_tokens;
}

const CALL = { id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } };

/** Calls a tool when there is one that has not answered yet. */
function wantsTool({ tools, messages }: Json): boolean {
  return Array.isArray(tools) && tools.length > 0 && messages.at(-1)?.role !== "tool";
}

export async function openAiChat(exchange: Exchange): Promise<void> {
  const { received, response, behaviour, send } = exchange;
  const { body } = received;
  const usage = usageOf(behaviour);
  const calls = wantsTool(body);
  if (!body.stream) {
    bill(exchange, usage);
    const message = calls
      ? { role: "assistant", content: null, refusal: null, tool_calls: [CALL] }
      : { role: "assistant", content: behaviour.words.join(""), refusal: null, ...spoken(behaviour) };
    return json(response, 200, {
      ...{ id: "chatcmpl-1", object: "chat.completion", created: CREATED, model: body.model },
      choices: [{ index: 0, message, logprobs: null, finish_reason: calls ? "tool_calls" : "stop" }],
      usage,
    });
  }
  beginStream(response);
  const withUsage = body.stream_options?.include_usage === true;
  const head = { id: "chatcmpl-1", object: "chat.completion.chunk", created: CREATED, model: body.model };
  const write = (choices: object[], rest: object = {}) =>
    send(`data: ${JSON.stringify({ ...head, choices, ...(withUsage && { usage: null }), ...rest })}\n\n`);
  const delta = (part: object, finish: string | null = null) =>
    write([{ index: 0, delta: part, logprobs: null, finish_reason: finish }]);
  if (exchange.begin && !(await send(`data: ${JSON.stringify(exchange.begin)}\n\n`))) return;
  if (!(await delta({ role: "assistant", content: "", refusal: null }))) return;
  if (calls) {
    await delta({ tool_calls: [{ index: 0, ...CALL, function: { name: "weather", arguments: "" } }] });
    for (const part of ['{"city":', '"Oslo"}'])
      await delta({ tool_calls: [{ index: 0, function: { arguments: part } }] });
  } else for (const word of behaviour.words) if (!(await delta({ content: word }))) return;
  for (let count = 0; count < behaviour.spokenTokens; count += 1)
    if (!(await delta({ audio: { id: "audio_1", data: SOUND } }))) return;
  if (!(await delta({}, calls ? "tool_calls" : "stop"))) return;
  if (withUsage && !(await write([], { usage }))) return;
  bill(exchange, usage);
  await send("data: [DONE]\n\n");
  response.end();
}

export async function geminiChat(exchange: Exchange): Promise<void> {
  const { received, response, behaviour, send } = exchange;
  const { body } = received;
  const { promptTokens, reasoningTokens: thinking, words } = behaviour;
  const usageAfter = (count: number) => ({
    prompt_tokens: promptTokens,
    completion_tokens: count,
    total_tokens: promptTokens + count + thinking,
  });
  const usage = usageAfter(words.length);
  if (!body.stream) {
    bill(exchange, usage);
    const message = { role: "assistant", content: words.join("") };
    const choices = [{ index: 0, message, finish_reason: "stop" }];
    return json(response, 200, {
      id: "g-1",
      object: "chat.completion",
      created: CREATED,
      model: body.model,
      choices,
      usage,
    });
  }
  beginStream(response);
  const head = { id: "g-1", object: "chat.completion.chunk", created: CREATED, model: body.model };
  for (const [index, word] of words.entries()) {
    const finish_reason = index === words.length - 1 ? "stop" : null;
    const choices = [{ index: 0, delta: { role: "assistant", content: word }, finish_reason }];
    if (!(await send(`data: ${JSON.stringify({ ...head, choices, usage: usageAfter(index + 1) })}\n\n`)))
      return;
  }
  bill(exchange, usage);
  await send("data: [DONE]\n\n");
  response.end();
}

export async function openAiEmbeddings({ received, response, behaviour, billed }: Exchange): Promise<void> {
  const { input, model, encoding_format: format } = received.body;
  const vector = new Float32Array([0.25, -0.5, 0.125]);
  const embedding = format === "base64" ? Buffer.from(vector.buffer).toString("base64") : [...vector];
  const data = [input].flat().map((_, index) => ({ object: "embedding", index, embedding }));
  const { promptTokens } = behaviour;
  billed.prompt += promptTokens;
  json(response, 200, {
    object: "list",
    data,
    model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  });
}

export function openAiModels(response: Exchange["response"]): void {
  const data = [{ id: "gpt-5-mini", object: "model", created: CREATED, owned_by: "openai" }];
  json(response, 200, { object: "list", data });
}
