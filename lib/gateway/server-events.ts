// Server-sent events out of pieces of text. Nearly all pieces are whole events of one line of data, which are cut out
// here; whatever else the format allows is left to its parser.
import { createParser, type EventSourceParser } from "eventsource-parser";
import type { StreamEvent } from "./forms/form.ts";

const DATA = "data: ";
const END = "\n\n";

/**
 * `skip` may take whole events that stand in a row from a place on before they are cut out, and says where they end: at
 * that very place when it takes none.
 */
export function eventsOf(
  take: (event: StreamEvent) => void,
  skip = (_text: string, from: number) => from,
): { feed(text: string): void } {
  let parser: EventSourceParser | null = null;
  /** Whether the parser waits for the rest of an event. */
  let isWithin = false;
  /** Until the first line end that is not a plain one. */
  let isPlain = true;
  return {
    feed(text) {
      isPlain &&= !text.includes("\r");
      let from = 0;
      while (isPlain && !isWithin && from < text.length) {
        from = skip(text, from);
        const end = plainEnd(text, from);
        if (end < 0) break;
        take({ data: text.slice(from + DATA.length, end) });
        from = end + END.length;
      }
      if (from === text.length) return;
      parser ??= createParser({ onEvent: take });
      parser.feed(text.slice(from));
      isWithin = !text.endsWith(END);
    },
  };
}

/** Where the event of one line of data ends that begins at `from`; -1 when there is none. */
function plainEnd(text: string, from: number): number {
  if (!text.startsWith(DATA, from)) return -1;
  const end = text.indexOf("\n", from);
  return end > 0 && text[end + 1] === "\n" ? end : -1;
}
