// How large a prompt is, for a guess at its tokens before the provider counts them.
import { isObject } from "../tally.ts";

export interface PromptSize {
  characters: number;
  images: number;
  /** Of the coding of sound. */
  soundCharacters: number;
}

/** Data that is longer than this without a space is a picture or a file, and no text. */
const DATA_URL = /^data:[\w.+-]+\/[\w.+-]+;base64,/;

/** Of every text within `value`; pictures, files and sound are counted apart. */
export function promptSize(...values: unknown[]): PromptSize {
  const size = { characters: 0, images: 0, soundCharacters: 0 };
  const waiting = [...values];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === "string") {
      if (DATA_URL.test(value)) size.images += 1;
      else size.characters += value.length;
    } else if (Array.isArray(value)) {
      if (value.every((part) => typeof part === "number")) size.characters += 4 * value.length;
      else waiting.push(...value);
    } else if (isObject(value)) {
      if (value.type === "base64" && typeof value.data === "string") size.images += 1;
      else if (value.type === "input_audio" && isObject(value.input_audio))
        size.soundCharacters += String(value.input_audio.data ?? "").length;
      else waiting.push(...Object.values(value));
    }
  }
  return size;
}
