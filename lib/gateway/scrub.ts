// Takes the provider's key out of whatever a provider answers, also when it comes in pieces.

const REDACTED = "[redacted]";
/** How much of a key may have gone out before its rest is recognised: less than makes it a secret. */
const RECOGNISED_AT = 8;

/** The text without `key`. */
export function scrub(text: string, key: string): string {
  return key !== "" && text.includes(key) ? text.replaceAll(key, REDACTED) : text;
}

/** Every piece of text in turn, without what continues `key` from one piece into the next. */
export interface PieceScrubber {
  /** The piece as it may go out. */
  scrub(piece: string): string;
}

/** Waits for nothing: a piece goes out at once, and the rest of a key that began in an earlier one does not. */
export function pieceScrubber(key: string, back = fallbackTable(key)): PieceScrubber {
  let matched = 0;
  return {
    scrub(piece) {
      if (key.length <= RECOGNISED_AT) return piece;
      let out = "";
      let copied = 0;
      let hidden = matched > RECOGNISED_AT;
      for (let index = 0; index < piece.length; index += 1) {
        matched = advance(key, back, matched, piece[index] as string);
        const hide = matched > RECOGNISED_AT;
        if (hide && !hidden) out += piece.slice(copied, index) + REDACTED;
        if (!hide && hidden) copied = index;
        hidden = hide;
        if (matched === key.length) matched = back[matched] as number;
      }
      return hidden ? out : out + piece.slice(copied);
    },
  };
}

/** How many characters of `key` match when `next` follows (Knuth, Morris and Pratt). */
function advance(key: string, back: readonly number[], matched: number, next: string): number {
  let length = matched;
  while (length > 0 && key[length] !== next) length = back[length] as number;
  return key[length] === next ? length + 1 : 0;
}

function fallbackTable(key: string): number[] {
  const table = [0, 0];
  for (let index = 1; index < key.length; index += 1)
    table.push(advance(key, table, table[index] as number, key[index] as string));
  return table;
}

/** Takes a key out of a text that goes on from event to event; `path` tells texts apart. */
export type Cleaner = (text: string, path: string) => string;

export function cleaner(key: string): Cleaner {
  const scrubbers = new Map<string, PieceScrubber>();
  const back = fallbackTable(key);
  return (text, path) => {
    let scrubber = scrubbers.get(path);
    if (!scrubber) {
      scrubber = pieceScrubber(key, back);
      scrubbers.set(path, scrubber);
    }
    return scrubber.scrub(text);
  };
}

/** Every text within `value`, by `change`; the same value when nothing changed. `path` tells texts apart. */
export function mapTexts<T>(value: T, change: Cleaner, path = ""): T {
  if (typeof value === "string") return change(value, path) as T;
  if (typeof value !== "object" || value === null) return value;
  let changed: Record<string, unknown> | null = null;
  for (const name in value) {
    const part: unknown = value[name];
    if (typeof part !== "string" && (typeof part !== "object" || part === null)) continue;
    const next = mapTexts(part, change, `${path}.${name}`);
    if (next === part) continue;
    changed ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    changed[name] = next;
  }
  return (changed ?? value) as T;
}
