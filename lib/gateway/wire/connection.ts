// A kept connection to a provider, with one call on it at a time. Whatever is not exactly one whole answer to one whole
// request ends it.
import type { Socket } from "node:net";
import type { AnswerHead } from "./answer-head.ts";
import { AnswerReader } from "./answer-reader.ts";

/** Told of the answer to a call, as it comes. */
export interface AnswerTaker {
  head(head: AnswerHead): void;
  piece(bytes: Buffer): void;
  /** All pieces were told that came in one go; not said of the last ones before the end. */
  told?(): void;
  /** Once; with what broke the answer, or null. */
  end(error: Error | null): void;
}

export interface ConnectionSetting {
  nowMs(): number;
  /** Told when another call may be made, until a moment of `nowMs`. */
  free(connection: Connection, untilMs: number): void;
  /** Told when it is over. */
  gone(connection: Connection): void;
}

/** How long until the first byte of an answer, and between two pieces of it. */
const HEAD_MS = 300_000;
const PIECE_MS = 120_000;
const IDLE_MS = 30_000;
/** So much sooner than the server we end a connection, lest a call meets its end. */
const MARGIN_MS = 2_000;

export class Connection {
  readonly #socket: Socket;
  readonly #setting: ConnectionSetting;
  #taker: AnswerTaker | null = null;
  #reader: AnswerReader | null = null;
  #idleMs = IDLE_MS;
  #dueMs = Number.POSITIVE_INFINITY;
  #isPaused = false;

  constructor(socket: Socket, setting: ConnectionSetting) {
    this.#socket = socket;
    this.#setting = setting;
    socket.on("data", this.#onData).on("end", this.#onEnd);
    socket.on("error", (error) => this.#break(error));
    socket.on("close", () => {
      this.#break(new Error("the connection was closed"));
      setting.gone(this);
    });
  }

  get isOpen(): boolean {
    return this.#socket.writable;
  }

  /** Sends a request; nothing else may be under way. */
  send(text: string, encoding: "latin1" | "utf8", taker: AnswerTaker): void {
    this.#taker = taker;
    this.#reader = new AnswerReader({ head: this.#onHead, piece: this.#onPiece });
    this.#dueMs = this.#setting.nowMs() + HEAD_MS;
    this.#socket.write(text, encoding);
  }

  /** Only of the call that `taker` listens to. */
  pause(taker: AnswerTaker): void {
    if (this.#taker !== taker) return;
    this.#isPaused = true;
    this.#socket.pause();
  }

  resume(taker: AnswerTaker): void {
    if (this.#taker === taker) this.#flow();
  }

  /** Ends the call that `taker` listens to, who hears nothing more. */
  abandon(taker: AnswerTaker): void {
    if (this.#taker !== taker) return;
    this.#taker = null;
    this.#socket.destroy();
  }

  /** Ends what lasts too long. */
  check(nowMs: number): void {
    if (nowMs >= this.#dueMs && !this.#isPaused) this.#break(new Error("the answer does not come"));
  }

  close(): void {
    this.#socket.destroy();
  }

  readonly #onHead = (head: AnswerHead): void => {
    const seconds = /\btimeout=(\d{1,6})/.exec(head.headers["keep-alive"] ?? "")?.[1];
    this.#idleMs = seconds === undefined ? IDLE_MS : Math.min(IDLE_MS, Number(seconds) * 1_000 - MARGIN_MS);
    this.#taker?.head(head);
  };

  readonly #onPiece = (bytes: Buffer): void => this.#taker?.piece(bytes);

  readonly #onData = (bytes: Buffer): void => {
    const reader = this.#reader;
    // Nobody asked for it.
    if (!reader) {
      this.#socket.destroy();
      return;
    }
    this.#dueMs = this.#setting.nowMs() + PIECE_MS;
    try {
      reader.take(bytes);
    } catch (error) {
      this.#break(error as Error);
      return;
    }
    if (reader.isDone) this.#finish(reader.keepsConnection);
    else this.#taker?.told?.();
  };

  readonly #onEnd = (): void => {
    try {
      this.#reader?.close();
      this.#finish(false);
    } catch (error) {
      this.#break(error as Error);
    }
  };

  #finish(isKept: boolean): void {
    const socket = this.#socket;
    const taker = this.#taker;
    this.#taker = null;
    this.#reader = null;
    this.#dueMs = Number.POSITIVE_INFINITY;
    const canStay = isKept && taker !== null && this.#idleMs > 0 && socket.writableLength === 0;
    if (!canStay || socket.destroyed) socket.destroy();
    else {
      this.#flow();
      this.#setting.free(this, this.#setting.nowMs() + this.#idleMs);
    }
    taker?.end(null);
  }

  #break(error: Error): void {
    const taker = this.#taker;
    this.#taker = null;
    this.#reader = null;
    this.#socket.destroy();
    taker?.end(error);
  }

  #flow(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    // The time in which nobody wanted to read is not the server's.
    if (this.#taker) this.#dueMs = this.#setting.nowMs() + PIECE_MS;
    this.#socket.resume();
  }
}
