// POST /v1/messages to Anthropic. The output tokens of a stream's beginning are a placeholder; those of its end hold.
import { type Cleaner, mapTexts } from "../scrub.ts";
import { anthropicTally, isObject, NOTHING, type Tally } from "../tally.ts";
import { cleaned, type Figures, type Form, parsed, SILENCE, type StreamReader, wireEvent } from "./form.ts";
import { promptSize } from "./prompt-size.ts";
import { wordEvents } from "./word-events.ts";

const WORDS = /\.(text|partial_json|thinking)$/;

export function anthropicMessages(body: Record<string, unknown>): Form {
  const { characters, images } = promptSize(body.system, body.messages, body.tools);
  return {
    dialect: "anthropic",
    path: "/messages",
    streams: body.stream === true,
    promptCharacters: characters,
    images,
    sound: SILENCE,
    mostOutput: Number.isSafeInteger(body.max_tokens) ? Math.max(1, body.max_tokens as number) : null,
    body: (model) => JSON.stringify({ ...body, model }),
    whole(text, clean) {
      const message = parsed(text);
      return { text: cleaned(text, message, clean), figures: wholeFigures(message, text.length) };
    },
    reader: eventReader,
  };
}

/** Of a whole message. */
export function wholeFigures(message: unknown, characters: number): Figures {
  if (!isObject(message) || !isObject(message.usage)) return { tally: null, complete: false, characters };
  return { tally: anthropicTally(message.usage), complete: true, characters };
}

/** What the events of a stream say of its use. */
export interface UseCount {
  note(event: Record<string, unknown>): void;
  add(characters: number): void;
  figures(): Figures;
}

export function countUse(): UseCount {
  let tally: Tally | null = null;
  let complete = false;
  let characters = 0;
  return {
    note(event) {
      if (event.type === "message_start" && isObject(event.message))
        tally = { ...anthropicTally(event.message.usage), output: 0 };
      if (event.type === "message_delta" && isObject(event.usage)) {
        tally = anthropicTally(event.usage, tally ?? NOTHING);
        complete = true;
      }
    },
    add(more) {
      characters += more;
    },
    figures: () => ({ tally, complete, characters }),
  };
}

function eventReader(clean: Cleaner): StreamReader {
  const use = countUse();
  const known = wordEvents();
  const cleanCounting = (text: string, path: string) => {
    if (WORDS.test(path)) use.add(text.length);
    return clean(text, path);
  };
  const cleanWord = (word: string) => {
    use.add(word.length);
    return clean(word, WORD);
  };
  return {
    event(event) {
      const { event: name, data } = event;
      const value = parsed(data);
      if (!isObject(value)) return wireEvent({ ...event, data: clean(data, "") });
      use.note(value);
      const shown = mapTexts(value, cleanCounting);
      if (shown !== value) return wireEvent({ ...event, data: JSON.stringify(shown) });
      if (name === TEXT && isObject(value.delta) && value.delta.type === "text_delta")
        known.learn(event, data, "text", String(value.delta.text));
      return wireEvent(event);
    },
    run: (text, from) => known.run(text, from, cleanWord),
    figures: use.figures,
  };
}

const TEXT = "content_block_delta";
/** Where the word of such an event stands. */
const WORD = ".delta.text";
