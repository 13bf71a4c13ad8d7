// Most events of a stream differ from the one before in a single word. Such events need not be taken apart and written
// anew, nor cut out one by one: what surrounds the word was looked at when it first came.
import { type StreamEvent, wireEvent } from "./form.ts";

/** What became of events that stand in a row. */
export interface Run {
  /** As they go out. */
  shown: string;
  /** Where the next event begins. */
  to: number;
}

/** Events, as they stand on the wire, that are known but for a word. */
export interface WordEvents {
  /** All of them that stand in a row from `from` on, each with its word as `clean` leaves it; null when there is none. */
  run(text: string, from: number, clean: (word: string) => string): Run | null;
  /** Remembers an event that was looked at, and the data it goes out with: JSON, both with `word` as the text of `field`. */
  learn(event: StreamEvent, shown: string, field: string, word: string): void;
}

/** What cannot stand in JSON as it is, or ends a line. */
const UNFIT = /["\\\n]/;

export function wordEvents(): WordEvents {
  let before = "";
  let after = "";
  let shownBefore = "";
  let shownAfter = "";
  return {
    run(text, from, clean) {
      if (before === "") return null;
      const isShownAsItIs = before === shownBefore && after === shownAfter;
      let shown = "";
      let copied = from;
      let at = from;
      while (text.startsWith(before, at)) {
        const start = at + before.length;
        const end = text.indexOf('"', start);
        if (end < 0 || !text.startsWith(after, end)) break;
        const word = text.slice(start, end);
        if (UNFIT.test(word)) break;
        const left = clean(word);
        const next = end + after.length;
        // What stays as it is goes out in one part with what is around it.
        if (left !== word || !isShownAsItIs) {
          shown += text.slice(copied, at) + shownBefore + left + shownAfter;
          copied = next;
        }
        at = next;
      }
      return at === from ? null : { shown: shown + text.slice(copied, at), to: at };
    },
    learn(event, shown, field, word) {
      const text = `"${field}":"${word}"`;
      const known = wireEvent(event);
      const made = wireEvent({ ...event, data: shown });
      const at = onlyPlaceOf(text, known);
      const shownAt = onlyPlaceOf(text, made);
      before = "";
      if (at < 0 || shownAt < 0 || UNFIT.test(word)) return;
      const start = field.length + 4;
      before = known.slice(0, at + start);
      after = known.slice(at + start + word.length);
      shownBefore = made.slice(0, shownAt + start);
      shownAfter = made.slice(shownAt + start + word.length);
    },
  };
}

/** -1 when it is not there, or more than once. */
function onlyPlaceOf(text: string, data: string): number {
  const at = data.indexOf(text);
  return at >= 0 && data.indexOf(text, at + 1) < 0 ? at : -1;
}
