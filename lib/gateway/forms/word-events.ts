// Most events of a stream differ from the one before in a single word. Such an event need not be taken apart and written
// anew: what surrounds the word was looked at when it first came.

/** An event that is known but for its word. */
export interface WordEvents {
  /** The word, or null when the event differs in anything else. */
  wordOf(data: string): string | null;
  /** The event with another word, as it is shown. */
  shownWith(word: string): string;
  /**
   * Remembers an event that was looked at: `data` as it came and `shown` as it goes out, each as JSON, both with `word`
   * as the text of `field`.
   */
  learn(data: string, shown: string, field: string, word: string): void;
}

/** What cannot stand in JSON as it is. */
const ESCAPED = /["\\]/;

export function wordEvents(): WordEvents {
  let before = "";
  let after = "";
  let shownBefore = "";
  let shownAfter = "";
  return {
    wordOf(data) {
      const end = data.length - after.length;
      if (before === "" || end < before.length || !data.startsWith(before) || !data.endsWith(after))
        return null;
      const word = data.slice(before.length, end);
      return ESCAPED.test(word) ? null : word;
    },
    shownWith: (word) => shownBefore + word + shownAfter,
    learn(data, shown, field, word) {
      const text = `"${field}":"${word}"`;
      const at = onlyPlaceOf(text, data);
      const shownAt = onlyPlaceOf(text, shown);
      if (at < 0 || shownAt < 0 || ESCAPED.test(word)) {
        before = "";
        return;
      }
      const start = field.length + 4;
      before = data.slice(0, at + start);
      after = data.slice(at + start + word.length);
      shownBefore = shown.slice(0, shownAt + start);
      shownAfter = shown.slice(shownAt + start + word.length);
    },
  };
}

/** -1 when it is not there, or more than once. */
function onlyPlaceOf(text: string, data: string): number {
  const at = data.indexOf(text);
  return at >= 0 && data.indexOf(text, at + 1) < 0 ? at : -1;
}
