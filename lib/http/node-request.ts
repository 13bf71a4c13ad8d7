// A Node request as an ApiRequest. What costs time is worked out when it is first asked for.
import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError } from "#lib/core/errors.ts";
import type { ApiRequest } from "./api-request.ts";
import { type Block, clientAddress, inBlocks } from "./client-address.ts";

export class NodeRequest implements ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
  params: Record<string, string | undefined> = {};
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #search: string;
  readonly #trusted: readonly Block[];
  #query: URLSearchParams | undefined;
  #body: Promise<Buffer> | undefined;
  #abort: AbortController | undefined;

  constructor(
    message: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    trusted: readonly Block[],
  ) {
    const target = targetOf(message.url ?? "/");
    this.method = message.method ?? "GET";
    this.path = target.path;
    this.requestId = requestId;
    this.#message = message;
    this.#response = response;
    this.#search = target.search;
    this.#trusted = trusted;
  }

  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.#search);
    return this.#query;
  }

  get address(): string | null {
    const { remoteAddress } = this.#message.socket;
    return clientAddress(remoteAddress, this.header("x-forwarded-for"), this.#trusted);
  }

  get viaTrustedProxy(): boolean {
    return inBlocks(this.#message.socket.remoteAddress ?? "", this.#trusted);
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      const abort = new AbortController();
      this.#abort = abort;
      this.#response.once("close", () => {
        if (!this.#response.writableFinished) abort.abort();
      });
    }
    return this.#abort.signal;
  }

  whenGone(tell: () => void): () => void {
    const response = this.#response;
    const closed = () => {
      if (!response.writableFinished) tell();
    };
    if (response.destroyed) queueMicrotask(closed);
    response.on("close", closed);
    return () => void response.off("close", closed);
  }

  header(name: string): string | null {
    const value = this.#message.headers[name];
    return value === undefined ? null : Array.isArray(value) ? value.join(", ") : value;
  }

  headerLines(name: string): string[] {
    const { rawHeaders } = this.#message;
    const lines: string[] = [];
    for (let index = 0; index < rawHeaders.length; index += 2)
      if (rawHeaders[index]?.toLowerCase() === name) lines.push(rawHeaders[index + 1] ?? "");
    return lines;
  }

  bytes(limitBytes: number): Promise<Buffer> {
    this.#body ??= readBody(this.#message, limitBytes);
    return this.#body;
  }
}

function targetOf(url: string): { path: string; search: string } {
  const plain = url.startsWith("/") ? url : url.replace(/^[a-z]+:\/\/[^/?#]*/i, "") || "/";
  const mark = plain.search(/[?#]/);
  if (mark < 0) return { path: plain, search: "" };
  const search = plain[mark] === "?" ? plain.slice(mark + 1) : "";
  return { path: plain.slice(0, mark), search };
}

async function readBody(message: IncomingMessage, limitBytes: number): Promise<Buffer> {
  if (Number(message.headers["content-length"] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    message.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) {
        message.removeAllListeners("data");
        message.resume();
        reject(tooLarge(limitBytes));
      } else chunks.push(chunk);
    });
    message.once("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    message.once("error", () => reject(new DomainError("malformed_request", "The body ended too early.")));
    message.once("aborted", () => reject(new DomainError("malformed_request", "The body ended too early.")));
  });
}

function tooLarge(limitBytes: number): DomainError {
  return new DomainError("payload_too_large", `The body may have at most ${limitBytes} bytes.`);
}
