// Takes the provider's key, and every part of it that is longer than eight characters, out of whatever a provider answers:
// also where it comes in pieces, in one field or in several.
import { HARMLESS, type KeyText, KeyWalk, standsIn } from "./key-text.ts";

const REDACTED = "[redacted]";

/** One text by itself, in any notation; of what came before it nothing is known. */
export function scrub(text: string, key: KeyText): string {
  if (key.text.length <= HARMLESS) return withoutShort(text, key.text);
  return standsIn(key, text) ? withoutParts(text, [new KeyWalk(key)]) : text;
}

/** Takes a key out of a text that goes on from event to event; `path` tells texts apart. */
export interface Cleaner {
  (text: string, path: string): string;
  /** Whether no text within this JSON would lose anything, looked at by itself. False when that takes a closer look. */
  spares?(json: string): boolean;
}

/** Where words stand: a key is looked for in all of them together, too, in the order in which they come. */
const WORDS = /(?:content|reasoning|refusal|arguments|partial_json|text|thinking|tool \d+)$/;

/** No honest answer has more places for text; further ones are read as one. */
const PATHS_AT_MOST = 4_096;

/**
 * Waits for nothing: a piece goes out at once, and without whatever it has of a key that began in it or in an earlier one.
 */
export function cleaner(key: KeyText): Cleaner {
  if (key.text.length <= HARMLESS) return (text) => withoutShort(text, key.text);
  const all = new KeyWalk(key);
  const walks = new Map<string, KeyWalk[]>();
  const clean: Cleaner = (text, path) => {
    let own = walks.get(path);
    if (!own) {
      if (walks.size >= PATHS_AT_MOST) return withoutParts(text, [all]);
      own = WORDS.test(path) ? [new KeyWalk(key), all] : [new KeyWalk(key)];
      walks.set(path, own);
    }
    return withoutParts(text, own);
  };
  // Without an escape, every text stands in the JSON as it is.
  clean.spares = (json) => !json.includes("\\") && !standsIn(key, json);
  return clean;
}

/** Whether words stand in one place of `value` at most, so that no two of them can make up a key. */
export function hasOneText(value: unknown): boolean {
  const seen = { texts: 0, words: 0 };
  countTexts(value, false, seen);
  return seen.words <= 1 && seen.texts <= PATHS_AT_MOST;
}

function countTexts(value: unknown, isWord: boolean, seen: { texts: number; words: number }): void {
  if (typeof value === "string") {
    seen.texts += 1;
    if (isWord && value !== "") seen.words += 1;
  } else if (Array.isArray(value)) for (const part of value) countTexts(part, false, seen);
  else if (typeof value === "object" && value !== null)
    for (const name of Object.keys(value)) {
      const part = (value as Record<string, unknown>)[name];
      if (part !== null && (typeof part === "string" || typeof part === "object"))
        countTexts(part, typeof part === "string" && WORDS.test(name), seen);
    }
}

/** What each of `walks` has come to hide; they go on behind the text. */
function withoutParts(text: string, walks: readonly KeyWalk[]): string {
  let out = "";
  let copied = 0;
  /** The part that is being left out, which may have begun in an earlier piece, where it was said. */
  let from = walks.some(({ matched }) => matched > HARMLESS) ? 0 : -1;
  let isSaid = from === 0;
  let to = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    let longest = 0;
    for (const walk of walks) longest = Math.max(longest, walk.step(code));
    if (longest <= HARMLESS) continue;
    const start = Math.max(0, index + 1 - longest);
    if (from < 0 || start > to) {
      if (from >= 0) {
        out += shown(text, copied, from, isSaid);
        copied = to;
        isSaid = false;
      }
      from = Math.max(start, copied);
    }
    to = index + 1;
  }
  if (to === 0) return text;
  return out + shown(text, copied, from, isSaid) + text.slice(to);
}

function shown(text: string, copied: number, from: number, isSaid: boolean): string {
  return isSaid ? text.slice(copied, from) : text.slice(copied, from) + REDACTED;
}

/** A key that is as short as what is let through is looked for whole. */
function withoutShort(text: string, key: string): string {
  return key !== "" && text.includes(key) ? text.replaceAll(key, REDACTED) : text;
}

/** Every text within `value`, by `change`; the same value when nothing changed. `path` tells texts apart. */
export function mapTexts<T>(value: T, change: Cleaner, path = ""): T {
  if (typeof value === "string") return change(value, path) as T;
  if (typeof value !== "object" || value === null) return value;
  // Numbers of an embedding, by the thousand.
  if (Array.isArray(value) && value.every((part) => typeof part === "number")) return value;
  let changed: Record<string, unknown> | null = null;
  // Not `for in`, whose code is compiled anew for each form of object that comes.
  for (const name of Object.keys(value)) {
    const part = (value as Record<string, unknown>)[name];
    if (typeof part !== "string" && (typeof part !== "object" || part === null)) continue;
    const next = mapTexts(part, change, `${path}.${name}`);
    if (next === part) continue;
    changed ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    changed[name] = next;
  }
  return (changed ?? value) as T;
}
