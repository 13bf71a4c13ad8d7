// A connection whose requests are read from its bytes, one after the other, for as long as they are plain. With the first
// that is not, the connection is handed over for good, with all bytes that were not answered.
import type { Socket } from "node:net";
import type { Log } from "#lib/core/log.ts";
import { newRequestId } from "#lib/http/request-id.ts";
import type { StreamAnswer } from "#lib/http/stream-answer.ts";
import type { TextAnswer } from "#lib/http/text-answer.ts";
import { answerClientError } from "../client-error.ts";
import { failure } from "../failure.ts";
import { answerText, streamHead } from "./answer-text.ts";
import type { PlainReader, PlainRequest } from "./plain-request.ts";

/** What answers plain requests of one path. */
export interface WireLane {
  /** As it is sent, with nothing behind it. */
  path: string;
  /** Answers by `exchange`, now or later, and once. False, and nothing has happened, when the body is unusual. */
  take(request: PlainRequest, exchange: WireExchange): boolean;
}

/** One request and its one answer; valid until it was answered. */
export interface WireExchange {
  readonly requestId: string;
  /** The other end of the connection. */
  readonly remoteAddress: string | undefined;
  answer(answer: TextAnswer): void;
  /** Answers piece by piece; `done` is called once, when all was sent or the caller has left. */
  stream(answer: StreamAnswer, done?: () => void): void;
  /** From now on a caller who leaves before the answer is whole is told of; the function that is returned ends it. */
  whenGone(tell: () => void): () => void;
  /** Answers with the problem that an error is; its status. */
  fail(error: unknown): number;
}

export interface ConnectionSetting {
  lanes: ReadonlyMap<string, WireLane>;
  log: Log;
  /** Told of each answer. */
  answered(method: string, route: string, status: number, micros: number): void;
  /** Whether the process is about to end, so that connections are not kept. */
  isStopping(): boolean;
  newReader(): PlainReader;
  /** How long a connection may stay in a state; those that are not named end by themselves. */
  patienceMs: Partial<Record<State, number>>;
  /** The line that says for how long connections are kept. */
  keepAlive: string;
  /** Takes the socket over, which no longer has listeners of ours. */
  handOver(socket: Socket): void;
  /** Told when the connection is over, or somebody else's. */
  left(connection: Connection): void;
}

/**
 * Before the first byte; between an answer and the next request; within a request; while it is answered, for which
 * nothing is read; and when nothing more will be answered.
 */
type State = "silent" | "idle" | "unfinished" | "busy" | "over";

export class Connection implements WireExchange {
  requestId = "";
  readonly #setting: ConnectionSetting;
  readonly #socket: Socket;
  readonly #reader: PlainReader;
  #state: State = "silent";
  /** When it came into its state. */
  #since = performance.now();
  /** What was received and is not answered yet, behind the request under way. */
  #kept: Buffer | null = null;
  #hasEnded = false;
  #lane: WireLane | null = null;
  /** Whether the answer under way is written, and only waits to leave. */
  #isSent = false;
  /** Whom to tell that the caller has left. */
  #gone: (() => void) | null = null;
  /** Whom to tell that a caller who reads slowly has caught up. */
  #ready: (() => void) | null = null;

  constructor(setting: ConnectionSetting, socket: Socket) {
    this.#setting = setting;
    this.#socket = socket;
    this.#reader = setting.newReader();
    socket.on("data", this.#onData).on("drain", this.#onDrain).on("end", this.#onEnd);
    socket.on("error", this.#onError).on("close", this.#onClose);
  }

  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress;
  }

  answer(answer: TextAnswer): void {
    const closes = this.#closes;
    const { text, encoding } = answerText(answer, this.requestId, closes ? null : this.#setting.keepAlive);
    const flows = this.#socket.write(text, encoding);
    this.#answered(answer.status, closes, flows);
  }

  stream(answer: StreamAnswer, done = () => {}): void {
    const closes = this.#closes;
    const socket = this.#socket;
    let head = streamHead(answer, this.requestId, closes ? null : this.#setting.keepAlive);
    const send = (text: string, isAscii: boolean) => {
      const all = head + text;
      head = "";
      return socket.destroyed || socket.write(all, isAscii ? "latin1" : "utf8");
    };
    answer.begin({
      write: (piece) => {
        const length = Buffer.byteLength(piece);
        return send(chunkOf(piece, length), length === piece.length);
      },
      whenReady: (go) => {
        this.#ready = go;
      },
      end: (piece) => {
        const length = Buffer.byteLength(piece);
        const last = length === 0 ? "" : chunkOf(piece, length);
        const flows = send(`${last}0\r\n\r\n`, length === piece.length);
        this.#answered(answer.status, closes, flows);
        done();
      },
    });
    if (head !== "") send("", true);
  }

  whenGone(tell: () => void): () => void {
    this.#gone = tell;
    if (this.#hasEnded || this.#socket.destroyed) queueMicrotask(this.#tellGone);
    return () => {
      if (this.#gone === tell) this.#gone = null;
    };
  }

  get #closes(): boolean {
    return this.#setting.isStopping() || this.#hasEnded;
  }

  /** The answer is written; what is left of it leaves with the next turn, or as the caller reads. */
  #answered(status: number, closes: boolean, flows: boolean): void {
    const now = performance.now();
    this.#setting.answered("POST", this.#path, status, (now - this.#since) * 1_000);
    this.#since = now;
    this.#gone = null;
    this.#ready = null;
    this.#isSent = true;
    if (closes) {
      this.#state = "over";
      this.#socket.destroySoon();
    } else if (flows) this.#next();
  }

  get #path(): string {
    return this.#lane?.path ?? "none";
  }

  readonly #tellGone = (): void => {
    const tell = this.#gone;
    this.#gone = null;
    tell?.();
  };

  fail(error: unknown): number {
    const problem = failure(this.#setting.log, error, this.requestId, this.#path);
    void problem.text().then((text) => {
      this.answer({ status: problem.status, headers: Object.fromEntries(problem.headers), text });
    });
    return problem.status;
  }

  /** Ends what lasts too long; to wait for the rest of a request is left to whoever takes the connection over. */
  check(nowMs: number): void {
    const patienceMs = this.#setting.patienceMs[this.#state];
    if (patienceMs === undefined || nowMs - this.#since < patienceMs) return;
    if (this.#state === "silent") this.#refuse("ERR_HTTP_REQUEST_TIMEOUT");
    else if (this.#state === "unfinished") this.#handOver(this.#kept as Buffer);
    else this.#socket.destroy();
  }

  /** Ends a connection on which nothing is under way. */
  closeIdle(): void {
    if (this.#state === "idle" || this.#state === "silent") this.#socket.destroy();
  }

  close(): void {
    this.#socket.destroy();
  }

  readonly #onData = (piece: Buffer): void => {
    if (this.#state === "over") return;
    const bytes = this.#kept ? Buffer.concat([this.#kept, piece]) : piece;
    if (this.#state !== "busy") {
      this.#read(bytes);
      return;
    }
    this.#kept = bytes;
    this.#socket.pause();
  };

  #read(bytes: Buffer): void {
    const request = this.#reader(bytes);
    if (request === "unusual") this.#handOver(bytes);
    else if (request === "unfinished") this.#wait(bytes);
    else this.#begin(request, bytes);
  }

  #wait(bytes: Buffer): void {
    this.#kept = bytes;
    if (this.#hasEnded) this.#refuse("HPE_INVALID_EOF_STATE");
    else if (this.#state !== "unfinished") this.#enter("unfinished", performance.now());
    this.#listen();
  }

  #begin(request: PlainRequest, bytes: Buffer): void {
    this.#enter("busy", performance.now());
    this.#kept = bytes.length > request.end ? bytes.subarray(request.end) : null;
    this.requestId = newRequestId();
    this.#isSent = false;
    this.#lane = this.#setting.lanes.get(request.head.path) ?? null;
    if (!this.#lane?.take(request, this)) this.#handOver(bytes);
  }

  readonly #onDrain = (): void => {
    const ready = this.#ready;
    this.#ready = null;
    if (ready) ready();
    else if (this.#state === "busy" && this.#isSent) this.#next();
  };

  /** Goes on once an answer is on its way: with what was received meanwhile, or with what will be. */
  #next(): void {
    this.#state = "idle";
    const kept = this.#kept;
    this.#kept = null;
    if (kept) this.#read(kept);
    else this.#listen();
  }

  #listen(): void {
    if (this.#socket.isPaused()) this.#socket.resume();
  }

  #enter(state: State, nowMs: number): void {
    this.#state = state;
    this.#since = nowMs;
  }

  readonly #onEnd = (): void => {
    this.#hasEnded = true;
    if (this.#state === "unfinished") this.#refuse("HPE_INVALID_EOF_STATE");
    else if (this.#state !== "busy") this.#socket.end();
    // Nobody is there to read an answer that somebody pays for.
    else if (this.#gone) this.#socket.destroy();
  };

  readonly #onError = (): void => {
    this.#socket.destroy();
  };

  readonly #onClose = (): void => {
    this.#setting.left(this);
    this.#tellGone();
  };

  #refuse(code: string): void {
    this.#enter("over", performance.now());
    answerClientError(Object.assign(new Error(code), { code }), this.#socket);
  }

  #handOver(bytes: Buffer): void {
    const socket = this.#socket;
    this.#state = "over";
    socket.off("data", this.#onData).off("drain", this.#onDrain).off("end", this.#onEnd);
    socket.off("error", this.#onError).off("close", this.#onClose);
    this.#setting.left(this);
    if (this.#hasEnded) {
      socket.destroySoon();
      return;
    }
    socket.pause();
    socket.unshift(bytes);
    this.#setting.handOver(socket);
    socket.resume();
  }
}

/** In the chunked coding. */
function chunkOf(piece: string, length: number): string {
  return `${length.toString(16)}\r\n${piece}\r\n`;
}
