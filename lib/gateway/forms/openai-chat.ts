// POST /v1/chat/completions to a provider that speaks it. The usage of a stream is always asked for, and kept from
// callers who did not ask: they index `choices[0]`, which a chunk with usage alone does not have.
import { type Cleaner, mapTexts } from "../scrub.ts";
import { isObject, openAiTally, type Tally } from "../tally.ts";
import { cleaned, type Figures, type Form, parsed, type StreamReader, wireEvent } from "./form.ts";
import { promptSize } from "./prompt-size.ts";
import { wordEvents } from "./word-events.ts";

type Body = Record<string, unknown>;
/** Where the words of a delta stand. */
const SOUND = ".audio.data";
const WORDS = /\.(content|reasoning_content|reasoning|refusal|arguments|text)$/;

export function openAiChat(body: Body): Form {
  const streams = body.stream === true;
  const asked = isObject(body.stream_options) ? body.stream_options : null;
  const { characters, images, soundCharacters } = promptSize(body.messages, body.tools);
  return {
    dialect: "openai",
    path: "/chat/completions",
    streams,
    promptCharacters: characters,
    images,
    sound: { promptCharacters: soundCharacters, spoken: isSpoken(body) },
    mostOutput: mostOutputOf(body),
    body: (model) =>
      JSON.stringify({
        ...body,
        model,
        ...(streams && { stream_options: { ...asked, include_usage: true } }),
      }),
    whole(text, clean) {
      const answer = parsed(text);
      const tally = isObject(answer) ? openAiTally(answer.usage) : null;
      const figures = { tally, complete: tally !== null, characters: text.length };
      return { text: cleaned(text, answer, clean), figures };
    },
    reader: (clean) => chunkReader(asked?.include_usage === true, clean),
  };
}

const isSpoken = ({ modalities }: Body) => Array.isArray(modalities) && modalities.includes("audio");

/** Several answers to one question are each as long. */
export function mostOutputOf(body: Body): number | null {
  const most = [body.max_completion_tokens, body.max_tokens].find((value) => Number.isSafeInteger(value));
  if (most === undefined) return null;
  return Math.max(1, most as number) * (Number.isSafeInteger(body.n) ? Math.max(1, body.n as number) : 1);
}

function chunkReader(showUsage: boolean, clean: Cleaner): StreamReader {
  let tally: Tally | null = null;
  let characters = 0;
  let soundCharacters = 0;
  let done = false;
  const known = wordEvents();
  const cleanCounting = (text: string, path: string) => {
    if (WORDS.test(path)) characters += text.length;
    else if (path.endsWith(SOUND)) soundCharacters += text.length;
    return clean(text, path);
  };
  const cleanWord = (word: string) => {
    characters += word.length;
    return clean(word, CONTENT);
  };
  const note = ({ usage }: Body, choices: readonly unknown[]) => {
    const counted = openAiTally(usage);
    // Gemini's are on every chunk and cumulative; the last one holds.
    if (counted) tally = counted;
    if (counted && choices.length === 0) done = true;
    if (choices.some((choice) => isObject(choice) && choice.finish_reason)) done = true;
    return counted;
  };
  return {
    event(event) {
      const { data } = event;
      if (data === "[DONE]") {
        done = true;
        return wireEvent(event);
      }
      const chunk = parsed(data);
      if (!isObject(chunk)) return wireEvent({ ...event, data: clean(data, "") });
      const choices = Array.isArray(chunk.choices) ? chunk.choices : [];
      const counted = note(chunk, choices);
      // Azure begins with one that has what its filters found in the prompt.
      const isEmpty = Array.isArray(chunk.choices) && choices.length === 0;
      if (isEmpty && (counted || "prompt_filter_results" in chunk) && !showUsage) return "";
      let allowed: Body = chunk;
      if (!showUsage && "usage" in chunk) {
        const { usage: _, ...rest } = chunk;
        allowed = rest;
      }
      const shown = mapTexts(allowed, cleanCounting);
      const text = shown === chunk ? data : JSON.stringify(shown);
      const only = counted || shown !== allowed ? null : onlyWord(choices);
      if (only !== null && !event.event) known.learn(event, text, "content", only);
      return wireEvent({ ...event, data: text });
    },
    run: (text, from) => known.run(text, from, cleanWord),
    figures: (): Figures => ({ tally, complete: tally !== null && done, characters, soundCharacters }),
  };
}

/** Where the one word of an event stands. */
const CONTENT = ".choices.0.delta.content";

/** The word of an event that has one choice, which goes on, and brings nothing else that is counted. */
function onlyWord(choices: readonly unknown[]): string | null {
  const [choice] = choices;
  if (choices.length !== 1 || !isObject(choice) || choice.finish_reason || !isObject(choice.delta))
    return null;
  const { content, ...rest } = choice.delta;
  return typeof content === "string" && content !== "" && Object.keys(rest).length === 0 ? content : null;
}
