// One request and its one answer: request id on everything, a problem for everything that fails, and a note for the metrics.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#lib/core/log.ts";
import type { Span } from "#lib/core/tracing/tracer.ts";
import type { Answer } from "#lib/http/api-request.ts";
import { send } from "#lib/http/node-response.ts";
import { newRequestId } from "#lib/http/request-id.ts";
import { sendStream } from "#lib/http/stream-answer.ts";
import { sendText } from "#lib/http/text-answer.ts";
import { failure } from "./failure.ts";
import { endServerSpan, serverSpan } from "./server-span.ts";

export interface ExchangeSetting {
  log: Log;
  /** Told of each answer, with the route's path as it was registered. */
  answered(method: string, route: string, status: number, micros: number): void;
  /** Whether the process is about to end, so that connections are not kept. */
  isStopping(): boolean;
}

export class Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId = newRequestId();
  /** The path as it was registered, for metrics. */
  route = "none";
  readonly #setting: ExchangeSetting;
  readonly #startedAt = performance.now();
  #span: Span | null = null;

  constructor(setting: ExchangeSetting, message: IncomingMessage, response: ServerResponse) {
    this.#setting = setting;
    this.message = message;
    this.response = response;
  }

  /** Upper case. */
  get method(): string {
    return this.message.method ?? "GET";
  }

  /** Works for a route, and traces it from here to the end of its answer. */
  work<T>(route: string, work: () => T): T {
    this.route = route;
    this.#span = serverSpan(this.method, route, this.message.headers.traceparent);
    return this.#span === null ? work() : this.#span.run(work);
  }

  /** Sends the answer. */
  answer(answer: Answer): void {
    const headers: Record<string, string> = { "X-Request-Id": this.requestId };
    if (answer.status === 413 || this.#setting.isStopping()) headers.Connection = "close";
    const headOnly = this.method === "HEAD";
    try {
      if (answer instanceof Response)
        send(this.response, answer, headers, headOnly).then(
          () => this.#note(answer.status),
          (error: unknown) => this.#giveUp(error),
        );
      else if ("begin" in answer) sendStream(this.response, answer, headers, () => this.#note(answer.status));
      else {
        sendText(this.response, answer, headers, headOnly);
        this.#note(answer.status);
      }
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** Answers with the problem that an error is. `path` holds no query. */
  fail(error: unknown, path: string): void {
    this.answer(failure(this.#setting.log, error, this.requestId, path));
  }

  #note(status: number): void {
    const micros = (performance.now() - this.#startedAt) * 1_000;
    this.#setting.answered(this.method, this.route, status, micros);
    if (this.#span) endServerSpan(this.#span, status, this.requestId);
  }

  #giveUp(error: unknown): void {
    const fault = error instanceof Error ? error.name : "unknown";
    this.#setting.log.warn({ fault }, "an answer could not be sent");
    this.#span?.end(fault);
    this.response.destroy();
  }
}
