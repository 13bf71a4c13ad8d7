// Reads one answer of HTTP/1.1 (RFC 9112) from the bytes of its connection, however they are cut. Strict: an answer whose
// end could be understood in two ways is refused, so that no byte of one call ever stands in another's answer.
import { type AnswerHead, headOf, MalformedAnswer } from "./answer-head.ts";

/** Told of an answer as it comes. */
export interface AnswerListener {
  head(head: AnswerHead): void;
  piece(bytes: Buffer): void;
}

type State = "head" | "counted" | "size" | "chunk" | "chunk end" | "trailer" | "until close" | "done";

const HEAD_AT_MOST = 64 * 1024;
const LINE_AT_MOST = 4 * 1024;
const HEAD_END = Buffer.from("\r\n\r\n");
const LINE_END = Buffer.from("\r\n");
const [CR, LF] = LINE_END as unknown as [number, number];
/** So many digits of a size stay far below what a number can hold. */
const PLAIN_DIGITS = 7;
const NO_DIGIT = 255;
const HEX = new Uint8Array(256).fill(NO_DIGIT);
for (let digit = 0; digit < 16; digit += 1)
  for (const text of [digit.toString(16), digit.toString(16).toUpperCase()]) HEX[text.charCodeAt(0)] = digit;
const CHUNK_SIZE = /^([0-9a-f]{1,8})[ \t]*(?:;[\t\x20-\x7e]*)?$/i;

export class AnswerReader {
  readonly #listener: AnswerListener;
  #state: State = "head";
  /** What cannot be read before more comes. */
  #kept: Buffer | null = null;
  /** Bytes of the body, or of its chunk, that are still to come. */
  #left = 0;
  #keepsConnection = false;

  constructor(listener: AnswerListener) {
    this.#listener = listener;
  }

  /** `bytes` are the reader's from here on. Throws MalformedAnswer. */
  take(bytes: Buffer): void {
    const all = this.#kept ? Buffer.concat([this.#kept, bytes]) : bytes;
    this.#kept = null;
    let at = 0;
    while (at < all.length) {
      const next = this.#step(all, at);
      if (next === at) {
        this.#kept = at === 0 ? all : all.subarray(at);
        return;
      }
      at = next;
    }
  }

  /** The connection brings nothing more. Throws MalformedAnswer when the answer is not whole. */
  close(): void {
    if (this.#state === "until close") this.#state = "done";
    if (this.#state !== "done") throw new MalformedAnswer("the connection ended within an answer");
  }

  get isDone(): boolean {
    return this.#state === "done";
  }

  /** Whether the connection may be used again once the answer is whole. */
  get keepsConnection(): boolean {
    return this.#keepsConnection;
  }

  /** Where to go on; `at` itself when more has to come first. */
  #step(all: Buffer, at: number): number {
    switch (this.#state) {
      case "head":
        return this.#readHead(all, at);
      case "counted":
      case "chunk":
        return this.#readCounted(all, at);
      case "size": {
        const end = this.#readWholeChunks(all, at);
        return end > 0 ? end : this.#readLine(all, at);
      }
      case "until close":
        this.#listener.piece(at === 0 ? all : all.subarray(at));
        return all.length;
      case "done":
        this.#keepsConnection = false;
        return all.length;
      default:
        return this.#readLine(all, at);
    }
  }

  #readHead(all: Buffer, at: number): number {
    const end = all.indexOf(HEAD_END, at);
    if (end < 0 || end - at > HEAD_AT_MOST) {
      if (all.length - at > HEAD_AT_MOST) throw new MalformedAnswer("its head is too long");
      return at;
    }
    const head = headOf(all.toString("latin1", at, end));
    if (head.status >= 200) this.#begin(head);
    return end + HEAD_END.length;
  }

  #begin(head: AnswerHead): void {
    const { body } = head;
    this.#keepsConnection = head.keepsConnection && body !== "until close";
    this.#left = typeof body === "number" ? body : 0;
    this.#state =
      body === 0 ? "done" : body === "chunked" ? "size" : body === "until close" ? body : "counted";
    this.#listener.head(head);
  }

  #readCounted(all: Buffer, at: number): number {
    const end = Math.min(all.length, at + this.#left);
    this.#left -= end - at;
    if (this.#left === 0) this.#state = this.#state === "chunk" ? "chunk end" : "done";
    this.#listener.piece(at === 0 && end === all.length ? all : all.subarray(at, end));
    return end;
  }

  /**
   * Chunks that are there from their sizes to their ends, written as nearly all are; 0 when there is none. They are moved
   * together over what was read of the bytes, to be told as one piece: to tell of each costs more than to move it.
   */
  #readWholeChunks(all: Buffer, at: number): number {
    let next = at;
    let first = 0;
    let last = 0;
    while (next < all.length) {
      let size = 0;
      let index = next;
      for (; index - next < PLAIN_DIGITS; index += 1) {
        const digit = HEX[all[index] as number] ?? NO_DIGIT;
        if (digit === NO_DIGIT) break;
        size = size * 16 + digit;
      }
      const from = index + LINE_END.length;
      const end = from + size;
      const isPlain = size > 0 && all[index] === CR && all[index + 1] === LF;
      if (!isPlain || all[end] !== CR || all[end + 1] !== LF) break;
      if (next === at) first = from;
      else all.copyWithin(last, from, end);
      last = next === at ? end : last + size;
      next = end + LINE_END.length;
    }
    if (next === at) return 0;
    this.#listener.piece(all.subarray(first, last));
    return next;
  }

  #readLine(all: Buffer, at: number): number {
    const end = all.indexOf(LINE_END, at);
    if (end < 0 || end - at > LINE_AT_MOST) {
      if (all.length - at > LINE_AT_MOST) throw new MalformedAnswer("a line of its body is too long");
      return at;
    }
    if (this.#state === "size") this.#beginChunk(all.toString("latin1", at, end));
    else if (end === at) this.#state = this.#state === "trailer" ? "done" : "size";
    else if (this.#state === "chunk end") throw new MalformedAnswer("a chunk is longer than it says");
    return end + LINE_END.length;
  }

  #beginChunk(line: string): void {
    const size = CHUNK_SIZE.exec(line)?.[1];
    if (size === undefined) throw new MalformedAnswer("a chunk does not say how long it is");
    this.#left = Number.parseInt(size, 16);
    this.#state = this.#left === 0 ? "trailer" : "chunk";
  }
}
