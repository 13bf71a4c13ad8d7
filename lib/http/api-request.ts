// What a handler of the api process is given: a request that has been read as far as its headers.
// Plain accessors instead of a web Request, because building one costs more than answering most calls.
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import type { StreamAnswer } from "./stream-answer.ts";
import type { TextAnswer } from "./text-answer.ts";

export interface ApiRequest {
  /** Upper case. */
  readonly method: string;
  /** Without the query, as it was sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What stands in the places of `:name` in the route's path. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** `req_…`; every answer carries it in X-Request-Id. */
  readonly requestId: string;
  /** The caller's address: the right-most hop that is not a trusted proxy. Null when it cannot be known. */
  readonly address: string | null;
  /** Whether the connection itself comes from a trusted proxy, so that its other forwarding headers count. */
  readonly viaTrustedProxy: boolean;
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal;
  /** The same without a signal, which costs more than a listener; the function that is returned ends it. */
  whenGone(tell: () => void): () => void;
  /** The value of a header, by its lower-case name; several are joined with ", ". */
  header(name: string): string | null;
  /** Every value of a header that was sent, one for each line. */
  headerLines(name: string): string[];
  /** Its credential, where it is known already that there is no second one anywhere. */
  readonly token?: string;
  /** The body, where it is there as text already. */
  readonly text?: string;
  /** The body; may be asked for again. Throws `payload_too_large` above `limitBytes`. */
  bytes(limitBytes: number): Promise<Buffer>;
}

/** Answers a request. A DomainError that it throws becomes a problem; any other error becomes a bare 500. */
export type Handler = (request: ApiRequest) => NowOrLater<Answer>;

export type Answer = Response | StreamAnswer | TextAnswer;

export interface Route {
  /** Upper case, several, or "ANY". GET answers HEAD too. */
  method: string | readonly string[];
  /** As find-my-way writes it: "/v1/keys/:id". */
  path: string;
  handler: Handler;
}
