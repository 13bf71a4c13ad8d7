// One kept-alive HTTP/1.1 connection on a raw socket, with one request under way at most.
import { connect, type Socket } from "node:net";
import type { Target } from "./plan.ts";

/** What came back. Times are of performance.now(). */
export interface Received {
  status: number;
  startedAt: number;
  /** When the first bytes of the body were there. */
  firstAt: number;
  /** Head and body as they came; only valid until the callback returns. */
  bytes: Buffer;
  /** Where the body begins in `bytes`. */
  bodyAt: number;
}

type OnAnswer = (connection: Connection, received: Received | null) => void;

const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");
const LENGTH = /content-length: *(\d+)/i;
const BUFFER_BYTES = 32_768;

export class Connection {
  readonly #target: Target;
  readonly #onAnswer: OnAnswer;
  #socket: Socket | null = null;
  #closing = false;
  #waits = false;
  #startedAt = 0;
  #firstAt = 0;
  /** What came of an answer that is not whole yet. */
  #kept = Buffer.allocUnsafe(BUFFER_BYTES);
  #keptBytes = 0;
  /** Once the head is there. */
  #bodyAt = 0;
  /** Where the answer ends; null when its last chunk tells. */
  #endAt: number | null = null;

  /** `onAnswer` is told of every answer, and of null when the connection broke, which is opened again by itself. */
  constructor(target: Target, onAnswer: OnAnswer) {
    this.#target = target;
    this.#onAnswer = onAnswer;
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({
        host: this.#target.host,
        port: this.#target.port,
        noDelay: true,
        onread: {
          buffer: Buffer.allocUnsafe(BUFFER_BYTES),
          callback: (count, buffer) => {
            this.#receive((buffer as Buffer).subarray(0, count));
            return true;
          },
        },
      });
      this.#socket = socket;
      socket.once("connect", resolve);
      socket.on("error", reject);
      socket.once("close", () => this.#broken());
    });
  }

  /** `startedAt` is when the request was due. */
  send(request: Buffer, startedAt: number): void {
    this.#waits = true;
    this.#startedAt = startedAt;
    this.#firstAt = 0;
    this.#socket?.write(request);
  }

  close(): void {
    this.#closing = true;
    this.#socket?.destroy();
  }

  #broken(): void {
    if (this.#closing) return;
    this.#keptBytes = 0;
    this.#bodyAt = 0;
    const waited = this.#waits;
    this.open().then(
      () => waited && this.#answered(null),
      () => setTimeout(() => this.#broken(), 50),
    );
  }

  #answered(received: Received | null): void {
    this.#waits = false;
    this.#onAnswer(this, received);
  }

  #receive(piece: Buffer): void {
    const bytes = this.#keptBytes === 0 ? piece : this.#keep(piece);
    if (this.#bodyAt === 0) this.#readHead(bytes);
    const bodyAt = this.#bodyAt;
    if (bodyAt > 0 && bytes.length > bodyAt && this.#firstAt === 0) this.#firstAt = performance.now();
    if (bodyAt === 0 || !this.#isWhole(bytes)) {
      if (this.#keptBytes === 0) this.#keep(piece);
      return;
    }
    this.#keptBytes = 0;
    this.#bodyAt = 0;
    const status = (bytes[9]! - 48) * 100 + (bytes[10]! - 48) * 10 + (bytes[11]! - 48);
    this.#answered({ status, startedAt: this.#startedAt, firstAt: this.#firstAt, bytes, bodyAt });
  }

  /** All that came until now. */
  #keep(piece: Buffer): Buffer {
    const length = this.#keptBytes + piece.length;
    if (length > this.#kept.length)
      this.#kept = Buffer.concat([this.#kept.subarray(0, this.#keptBytes)], 2 * length);
    piece.copy(this.#kept, this.#keptBytes);
    this.#keptBytes = length;
    return this.#kept.subarray(0, length);
  }

  #readHead(bytes: Buffer): void {
    const headEnd = bytes.indexOf(HEAD_END);
    if (headEnd < 0) return;
    this.#bodyAt = headEnd + HEAD_END.length;
    const length = LENGTH.exec(bytes.toString("latin1", 0, headEnd))?.[1];
    this.#endAt = length === undefined ? null : this.#bodyAt + Number(length);
  }

  #isWhole(bytes: Buffer): boolean {
    if (this.#endAt !== null) return bytes.length >= this.#endAt;
    return bytes.length > this.#bodyAt && bytes.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  }
}
