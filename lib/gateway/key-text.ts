// A provider's key as something to look for: any part of it that is longer than a few characters, from wherever in it.
import type { Secret } from "#lib/core/secret.ts";

/** So many characters of a key in a row are not taken for it: about what the prefixes of providers have. */
export const HARMLESS = 8;

const ASCII = 128;

/**
 * All parts of a key at once: its suffix automaton (Blumer and others, 1985). From a state, a character leads to the state
 * of all that was read, or nowhere when that stands nowhere in the key.
 */
export interface KeyText {
  readonly text: string;
  /** By state and ASCII character; 0 for nowhere. */
  readonly next: Int16Array;
  /** How long the longest part is that leads to a state. */
  readonly length: readonly number[];
  /** The state of the longest ending that also stands elsewhere. */
  readonly link: readonly number[];
  /** One bit for each two characters that follow one another. */
  readonly pairs: Uint8Array;
}

const known = new WeakMap<Secret, KeyText>();

/** Made once for a secret, and gone with it. */
export function keyTextOf(secret: Secret): KeyText {
  const found = known.get(secret);
  if (found) return found;
  const made = keyText(secret.reveal());
  known.set(secret, made);
  return made;
}

export function keyText(text: string): KeyText {
  const next = new Int16Array(2 * (text.length + 1) * ASCII);
  const length = [0];
  const link = [-1];
  const state = (longest: number, shorter: number) => {
    link.push(shorter);
    return length.push(longest) - 1;
  };
  /** Where `from` and its shorter endings lead by `code`, in place of `before`. */
  const lead = (from: number, code: number, before: number, to: number) => {
    let at = from;
    for (; at >= 0 && next[at * ASCII + code] === before; at = link[at] as number)
      next[at * ASCII + code] = to;
    return at;
  };
  let last = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index) % ASCII;
    const whole = state(index + 1, 0);
    const from = lead(last, code, 0, whole);
    last = whole;
    if (from < 0) continue;
    const met = next[from * ASCII + code] as number;
    if (length[met] === (length[from] as number) + 1) link[whole] = met;
    else {
      const copy = state((length[from] as number) + 1, link[met] as number);
      next.copyWithin(copy * ASCII, met * ASCII, (met + 1) * ASCII);
      lead(from, code, met, copy);
      link[met] = copy;
      link[whole] = copy;
    }
  }
  return { text, next, length, link, pairs: pairsOf(text) };
}

function pairsOf(text: string): Uint8Array {
  const pairs = new Uint8Array((ASCII * ASCII) / 8);
  for (let index = 1; index < text.length; index += 1) {
    const pair = (text.charCodeAt(index - 1) % ASCII) * ASCII + (text.charCodeAt(index) % ASCII);
    pairs[pair >> 3] = (pairs[pair >> 3] as number) | (1 << (pair & 7));
  }
  return pairs;
}

/** Reads texts, one character after the other, and knows with how much of the key they end. */
export class KeyWalk {
  readonly #key: KeyText;
  #state = 0;
  /** How many characters of the key, in a row, were read last. */
  matched = 0;

  constructor(key: KeyText) {
    this.#key = key;
  }

  step(code: number): number {
    const { next, length, link } = this.#key;
    const column = code < ASCII ? code : -1;
    let state = this.#state;
    let to = column < 0 ? 0 : (next[state * ASCII + column] as number);
    while (to === 0 && state !== 0) {
      state = link[state] as number;
      this.matched = length[state] as number;
      to = column < 0 ? 0 : (next[state * ASCII + column] as number);
    }
    this.#state = to;
    this.matched = to === 0 ? 0 : this.matched + 1;
    return this.matched;
  }
}

/** Whether a part of the key that is longer than HARMLESS stands in `text`: it has one pair in each eight that are asked. */
export function standsIn(key: KeyText, text: string): boolean {
  const { pairs } = key;
  for (let at = HARMLESS; at < text.length; at += HARMLESS) {
    const before = text.charCodeAt(at - 1);
    const code = text.charCodeAt(at);
    if (before >= ASCII || code >= ASCII) continue;
    const pair = before * ASCII + code;
    if (((pairs[pair >> 3] as number) >> (pair & 7)) & 1 && standsAround(key, text, at)) return true;
  }
  return false;
}

function standsAround(key: KeyText, text: string, at: number): boolean {
  const walk = new KeyWalk(key);
  const end = Math.min(text.length, at + HARMLESS);
  for (let index = at - HARMLESS; index < end; index += 1)
    if (walk.step(text.charCodeAt(index)) > HARMLESS) return true;
  return false;
}
