// POST /v1/chat/completions to a provider that speaks it. The usage of a stream is always asked for, and kept from
// callers who did not ask: they index `choices[0]`, which a chunk with usage alone does not have.
import { mapTexts } from "../scrub.ts";
import { isObject, openAiTally, type Tally } from "../tally.ts";
import { type Figures, type Form, parsed, type StreamReader, wireEvent } from "./form.ts";
import { promptSize } from "./prompt-size.ts";

type Body = Record<string, unknown>;
/** Where the words of a delta stand. */
const WORDS = /\.(content|reasoning_content|reasoning|refusal|arguments|text)$/;

export function openAiChat(body: Body): Form {
  const streams = body.stream === true;
  const asked = isObject(body.stream_options) ? body.stream_options : null;
  const { characters, images } = promptSize(body.messages, body.tools);
  return {
    dialect: "openai",
    path: "/chat/completions",
    streams,
    promptCharacters: characters,
    images,
    mostOutput: mostOutputOf(body),
    body: (model) =>
      JSON.stringify({
        ...body,
        model,
        ...(streams && { stream_options: { ...asked, include_usage: true } }),
      }),
    whole(text) {
      const answer = parsed(text);
      const tally = isObject(answer) ? openAiTally(answer.usage) : null;
      return { text, figures: { tally, complete: tally !== null, characters: text.length } };
    },
    reader: (clean) => chunkReader(asked?.include_usage === true, clean),
  };
}

/** Several answers to one question are each as long. */
export function mostOutputOf(body: Body): number | null {
  const most = [body.max_completion_tokens, body.max_tokens].find((value) => Number.isSafeInteger(value));
  if (most === undefined) return null;
  return Math.max(1, most as number) * (Number.isSafeInteger(body.n) ? Math.max(1, body.n as number) : 1);
}

function chunkReader(showUsage: boolean, clean: (text: string, path: string) => string): StreamReader {
  let tally: Tally | null = null;
  let characters = 0;
  const cleanCounting = (text: string, path: string) => {
    if (WORDS.test(path)) characters += text.length;
    return clean(text, path);
  };
  const figures = (): Figures => ({ tally, complete: tally !== null && done, characters });
  let done = false;
  return {
    event(event) {
      if (event.data === "[DONE]") {
        done = true;
        return wireEvent(event);
      }
      const chunk = parsed(event.data);
      if (!isObject(chunk)) return wireEvent({ ...event, data: clean(event.data, "") });
      const counted = openAiTally(chunk.usage);
      // Gemini's are on every chunk and cumulative; the last one holds.
      if (counted) tally = counted;
      const choices = Array.isArray(chunk.choices) ? chunk.choices : [];
      if (counted && choices.length === 0) {
        done = true;
        if (!showUsage) return "";
      }
      if (choices.some((choice) => isObject(choice) && choice.finish_reason)) done = true;
      let shown: Body = chunk;
      if (!showUsage && "usage" in chunk) {
        const { usage: _, ...rest } = chunk;
        shown = rest;
      }
      shown = mapTexts(shown, cleanCounting);
      return wireEvent(shown === chunk ? event : { ...event, data: JSON.stringify(shown) });
    },
    figures,
  };
}
