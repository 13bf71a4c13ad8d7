// POST /v1/chat/completions for a model of Anthropic's: asked in its own form, answered in OpenAI's.
import { isObject } from "../tally.ts";
import type { Form } from "./form.ts";
import { chunkWriter, completionOf } from "./from-anthropic.ts";
import { openAiChat } from "./openai-chat.ts";
import { toAnthropic } from "./to-anthropic.ts";

/** `created` is in seconds since 1970. */
export function translatedChat(body: Record<string, unknown>, created: number): Form {
  const completion = { model: String(body.model), created };
  const showUsage = isObject(body.stream_options) && body.stream_options.include_usage === true;
  return {
    ...openAiChat(body),
    path: "/messages",
    body: (model, { mostOutput }) => JSON.stringify(toAnthropic(body, model, mostOutput)),
    whole: (text, clean) => completionOf(text, completion, clean),
    reader: (clean) => chunkWriter(completion, showUsage, clean),
  };
}
