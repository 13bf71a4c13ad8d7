// Anthropic's answers as OpenAI's: a whole message as a completion, its events as chunks.
import { type Cleaner, mapTexts } from "../scrub.ts";
import { isObject, openAiUsageOf, type Tally } from "../tally.ts";
import { countUse, wholeFigures } from "./anthropic-messages.ts";
import { parsed, type StreamReader, type WholeAnswer, wireEvent } from "./form.ts";

type Body = Record<string, unknown>;

export interface Completion {
  /** As the caller named it. */
  model: string;
  /** Seconds since 1970. */
  created: number;
}

const FINISH: Record<string, string> = {
  end_turn: "stop",
  stop_sequence: "stop",
  pause_turn: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  refusal: "content_filter",
};

export function completionOf(text: string, { model, created }: Completion, clean: Cleaner): WholeAnswer {
  const message = mapTexts(parsed(text), clean);
  const figures = wholeFigures(message, text.length);
  if (!isObject(message)) return { text, figures };
  const blocks = Array.isArray(message.content) ? message.content.filter(isObject) : [];
  const joined = (type: string, field: string) =>
    blocks
      .filter((block) => block.type === type)
      .map((block) => block[field])
      .join("");
  const calls = blocks.filter(({ type }) => type === "tool_use").map(toolCall);
  const thinking = joined("thinking", "thinking");
  const content = joined("text", "text");
  return {
    figures,
    text: JSON.stringify({
      id: message.id,
      object: "chat.completion",
      created,
      model,
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content: content === "" && calls.length > 0 ? null : content,
            refusal: null,
            ...(thinking && { reasoning_content: thinking }),
            ...(calls.length > 0 && { tool_calls: calls }),
          },
          logprobs: null,
          finish_reason: finishOf(message.stop_reason),
        },
      ],
      usage: openAiUsageOf(figures.tally as Tally),
    }),
  };
}

/** `showUsage`: whether the caller asked for usage at the end. */
export function chunkWriter(
  { model, created }: Completion,
  showUsage: boolean,
  clean: Cleaner,
): StreamReader {
  const use = countUse();
  let id = "";
  /** Which of the tool calls a block is. */
  const tools = new Map<unknown, number>();

  const chunk = (choices: Body[], usage?: Body) =>
    wireEvent({
      data: JSON.stringify({
        ...{ id, object: "chat.completion.chunk", created, model, choices },
        ...(showUsage && { usage: usage ?? null }),
      }),
    });
  const delta = (part: Body, finish: string | null = null) =>
    chunk([{ index: 0, delta: part, logprobs: null, finish_reason: finish }]);
  const words = (text: unknown, path: string) => {
    const shown = String(text ?? "");
    use.add(shown.length);
    return clean(shown, path);
  };

  const begin = ({ index, content_block: block }: Body) => {
    if (!isObject(block)) return "";
    if (block.type === "text" && block.text) return delta({ content: words(block.text, "text") });
    if (block.type !== "tool_use") return "";
    tools.set(index, tools.size);
    const call = { id: block.id, type: "function", function: { name: block.name, arguments: "" } };
    return delta({ tool_calls: [{ index: tools.get(index), ...call }] });
  };
  const go = ({ index, delta: part }: Body) => {
    if (!isObject(part)) return "";
    if (part.type === "text_delta") return delta({ content: words(part.text, "text") });
    if (part.type === "thinking_delta") return delta({ reasoning_content: words(part.thinking, "thinking") });
    if (part.type !== "input_json_delta") return "";
    const call = {
      index: tools.get(index),
      function: { arguments: words(part.partial_json, `tool ${index}`) },
    };
    return delta({ tool_calls: [call] });
  };
  const end = () => {
    const usage = showUsage ? chunk([], openAiUsageOf(use.figures().tally as Tally)) : "";
    return `${usage}${wireEvent({ data: "[DONE]" })}`;
  };

  return {
    event({ data }) {
      const event = parsed(data);
      if (!isObject(event)) return "";
      use.note(event);
      if (event.type === "message_start") {
        id = isObject(event.message) ? String(event.message.id) : "";
        return delta({ role: "assistant", content: "" });
      }
      if (event.type === "content_block_start") return begin(event);
      if (event.type === "content_block_delta") return go(event);
      if (event.type === "message_delta")
        return delta({}, isObject(event.delta) ? finishOf(event.delta.stop_reason) : "stop");
      if (event.type === "message_stop") return end();
      if (event.type === "error")
        return wireEvent({ data: JSON.stringify({ error: mapTexts(openAiError(event.error), clean) }) });
      return "";
    },
    figures: use.figures,
  };
}

function openAiError(error: unknown): Body {
  const known = isObject(error) ? error : {};
  return {
    message: known.message ?? "The provider failed.",
    type: "server_error",
    param: null,
    code: known.type ?? null,
  };
}

function toolCall({ id, name, input }: Body): Body {
  return { id, type: "function", function: { name, arguments: JSON.stringify(input ?? {}) } };
}

function finishOf(reason: unknown): string {
  return FINISH[String(reason)] ?? "stop";
}
