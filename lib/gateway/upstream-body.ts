// The body of a provider's answer as it comes: kept until somebody reads it, then handed on piece by piece.
import type { CallUnderWay } from "./wire/connections.ts";

export interface UpstreamBody {
  /** One reader, who is told of each piece, and once of the end: with what broke it, or null. */
  read(reader: BodyReader): void;
  /** Until `resume` nothing more is read from the connection. */
  pause(): void;
  resume(): void;
  /** Ends the provider's work; the reader hears nothing more. */
  destroy(): void;
}

export interface BodyReader {
  piece(bytes: Buffer): void;
  /** All pieces that came in one go were read; not said of the last ones before the end. */
  told?(): void;
  end(error: Error | null): void;
}

/** What came before anybody read may wait here. */
const MOST_WAITING_BYTES = 256 * 1024;

/** Fed by whoever reads the connection. */
export class IncomingBody implements UpstreamBody {
  readonly #call: CallUnderWay;
  #reader: BodyReader | null = null;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #end: { error: Error | null } | null = null;

  constructor(call: CallUnderWay) {
    this.#call = call;
  }

  read(reader: BodyReader): void {
    this.#reader = reader;
    const before = this.#waiting;
    this.#waiting = [];
    for (const bytes of before) this.#reader?.piece(bytes);
    if (this.#end) {
      this.#reader?.end(this.#end.error);
      return;
    }
    if (this.#waitingBytes > MOST_WAITING_BYTES) this.#call.resume();
    this.told();
  }

  pause(): void {
    this.#call.pause();
  }

  resume(): void {
    this.#call.resume();
  }

  destroy(): void {
    this.#reader = NOBODY;
    if (!this.#end) this.#call.abandon();
  }

  take(bytes: Buffer): void {
    if (this.#reader) this.#reader.piece(bytes);
    else {
      this.#waiting.push(bytes);
      this.#waitingBytes += bytes.length;
      if (this.#waitingBytes > MOST_WAITING_BYTES) this.#call.pause();
    }
  }

  told(): void {
    this.#reader?.told?.();
  }

  finish(error: Error | null): void {
    if (this.#end) return;
    this.#end = { error };
    this.#reader?.end(error);
  }
}

const NOBODY: BodyReader = { piece() {}, end() {} };

const MOST_ANSWER_BYTES = 64 * 1024 * 1024;

/** The whole body as text. Rejects when it breaks, or is too large to be an answer. */
export function bodyText(body: UpstreamBody, mostBytes = MOST_ANSWER_BYTES): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    body.read({
      piece(bytes) {
        size += bytes.length;
        if (size > mostBytes) {
          body.destroy();
          reject(new Error("the answer is too large"));
        } else pieces.push(bytes);
      },
      end(error) {
        if (error) reject(error);
        else resolve((pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)).toString("utf8"));
      },
    });
  });
}
