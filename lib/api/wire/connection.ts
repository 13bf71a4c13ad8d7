// A connection whose requests are read from its bytes, one after the other, for as long as they are plain. With the first
// that is not, the connection is handed over for good, with all bytes that were not answered.
import type { Socket } from "node:net";
import type { Log } from "#lib/core/log.ts";
import { newRequestId } from "#lib/http/request-id.ts";
import type { TextAnswer } from "#lib/http/text-answer.ts";
import { answerClientError } from "../client-error.ts";
import { failure } from "../failure.ts";
import { answerText } from "./answer-text.ts";
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
  answer(answer: TextAnswer): void;
  /** Answers with the problem that an error is; its status. */
  fail(error: unknown): number;
}

export interface ConnectionSetting {
  lane: WireLane;
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

  constructor(setting: ConnectionSetting, socket: Socket) {
    this.#setting = setting;
    this.#socket = socket;
    this.#reader = setting.newReader();
    socket.on("data", this.#onData).on("drain", this.#onDrain).on("end", this.#onEnd);
    socket.on("error", this.#onError).on("close", this.#onClose);
  }

  answer(answer: TextAnswer): void {
    const { isStopping, keepAlive, answered, lane } = this.#setting;
    const closes = isStopping() || this.#hasEnded;
    const { text, encoding } = answerText(answer, this.requestId, closes ? null : keepAlive);
    const flows = this.#socket.write(text, encoding);
    const now = performance.now();
    answered("POST", lane.path, answer.status, (now - this.#since) * 1_000);
    this.#since = now;
    if (closes) {
      this.#state = "over";
      this.#socket.destroySoon();
    } else if (flows) this.#next();
  }

  fail(error: unknown): number {
    const { log, lane } = this.#setting;
    const problem = failure(log, error, this.requestId, lane.path);
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
    if (!this.#setting.lane.take(request, this)) this.#handOver(bytes);
  }

  readonly #onDrain = (): void => {
    if (this.#state === "busy") this.#next();
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
  };

  readonly #onError = (): void => {
    this.#socket.destroy();
  };

  readonly #onClose = (): void => {
    this.#setting.left(this);
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
