// What a call looks like to the caller and to the provider. A form leaves a body as it is wherever both speak alike, and
// reads from the answer what was used.
import type { Dialect } from "../failure.ts";
import { type Cleaner, hasOneText, mapTexts } from "../scrub.ts";
import type { Tally } from "../tally.ts";
import type { Run } from "./word-events.ts";

export interface StreamEvent {
  event?: string | undefined;
  data: string;
}

/** What is known of the use of a call until now. */
export interface Figures {
  /** The provider's own; null when it has named none. */
  tally: Tally | null;
  /** Whether they are of the whole call. */
  complete: boolean;
  /** Characters of the answer until now, for a guess where there are no figures; those of coded sound apart. */
  characters: number;
  soundCharacters?: number;
}

/** Reads one streamed answer, event by event. */
export interface StreamReader {
  /** What the caller is sent for an event of the provider's; "" for nothing. */
  event(event: StreamEvent): string;
  /** The short way for events that stand in a row at `from` of `text`, as `event` would have them; null when there is none. */
  run?(text: string, from: number): Run | null;
  figures(): Figures;
}

export interface WholeAnswer {
  text: string;
  figures: Figures;
}

/** What a call has of sound. */
export interface Sound {
  /** Characters of its coding that the prompt has. */
  promptCharacters: number;
  /** Whether the answer is to be spoken. */
  spoken: boolean;
}

export const SILENCE: Sound = { promptCharacters: 0, spoken: false };

export interface Form {
  dialect: Dialect;
  /** Relative to the provider's base URL. */
  path: string;
  /** Whether the answer comes in events. */
  streams: boolean;
  /** For the guess of what a call will use. */
  promptCharacters: number;
  images: number;
  sound: Sound;
  /** The most tokens that the answer may have, as the caller said; null when they said nothing. */
  mostOutput: number | null;
  /** What is sent to the provider, for a model as the provider calls it. */
  body(model: string, limits: { mostOutput: number | null }): string;
  /** Makes the caller's answer of a whole good one; what is no text in it is not cleaned. */
  whole(text: string, clean: Cleaner): WholeAnswer;
  /** `clean` takes the provider's key out of a text that continues from event to event, told apart by `path`. */
  reader(clean: Cleaner): StreamReader;
}

/** An event as it is written on the wire. */
export function wireEvent({ event, data }: StreamEvent): string {
  const lines = data.includes("\n") ? data.replaceAll("\n", "\ndata: ") : data;
  return event ? `event: ${event}\ndata: ${lines}\n\n` : `data: ${lines}\n\n`;
}

/** A whole answer in JSON with its texts cleaned: as it came where nothing had to be. */
export function cleaned(text: string, value: unknown, clean: Cleaner): string {
  if (clean.spares?.(text) && hasOneText(value)) return text;
  const shown = mapTexts(value, clean);
  return shown === value ? text : JSON.stringify(shown);
}

/** The value, or null when it is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
