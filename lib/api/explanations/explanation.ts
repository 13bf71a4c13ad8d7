// What a page about a code says.

/** Words in backquotes are code. */
export interface Explanation {
  /** One sentence: what has happened. */
  means: string;
  /** Why it usually happens, most likely first. */
  because: readonly string[];
  /** What to do about it, in the order in which to try. */
  remedy: readonly string[];
  /** `detail` of the example. */
  detail: string;
}
