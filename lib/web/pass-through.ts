// Hands the data plane's paths to the api process, byte for byte and without buffering: requests and answers
// stream, a caller who leaves is noticed, and a missing api is a 503 that says so.
import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { DomainError } from "#lib/core/errors.ts";
import { PROBLEM_TYPE, problemOf } from "#lib/http/problem.ts";
import { newRequestId } from "#lib/http/request-id.ts";
import { forwardedFor } from "./forwarded.ts";

const PATHS = new Set(["/v1", "/docs", "/openapi.json", "/llms.txt", "/healthz", "/readyz", "/metrics"]);
const FOLDERS = ["/v1/", "/docs/"];

/** Headers that concern one connection only, RFC 9110 section 7.6.1. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const RETRY_AFTER_SECONDS = 1;
const MAX_SOCKETS = 256;

export interface ApiAddress {
  host: string;
  port: number;
  /** Address that calls come from, when it matters. */
  localAddress?: string;
}

export interface PassThrough {
  handle(req: IncomingMessage, res: ServerResponse): void;
  close(): void;
}

/** Whether a request's target belongs to the api process. */
export function belongsToApi(url: string): boolean {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  return PATHS.has(path) || FOLDERS.some((folder) => path.startsWith(folder));
}

/** A pass-through to the api process. Connections are kept and shared. */
export function createPassThrough(api: ApiAddress): PassThrough {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: MAX_SOCKETS,
    maxFreeSockets: MAX_SOCKETS,
    scheduling: "lifo",
  });
  return { handle: (req, res) => forward(req, res, api, agent, true), close: () => agent.destroy() };
}

function forward(
  req: IncomingMessage,
  res: ServerResponse,
  api: ApiAddress,
  agent: Agent,
  mayRetry: boolean,
): void {
  const hasBody = carriesBody(req);
  const upstream = request({
    agent,
    ...api,
    method: req.method,
    path: req.url,
    headers: requestHeaders(req),
    setHost: false,
  });
  const onLeave = () => {
    if (!res.writableFinished) upstream.destroy();
  };
  res.once("close", onLeave);
  upstream.once("response", (answer) => answerWith(answer, res));
  upstream.on("error", (error: NodeJS.ErrnoException) => {
    res.off("close", onLeave);
    // A kept connection may have been closed by the other side just before it was used again.
    const isStale = upstream.reusedSocket && error.code === "ECONNRESET" && !res.headersSent;
    if (isStale && mayRetry && !hasBody && !res.destroyed) forward(req, res, api, agent, false);
    else giveUp(req, res);
  });
  if (hasBody) req.pipe(upstream);
  else upstream.end();
}

function answerWith(answer: IncomingMessage, res: ServerResponse): void {
  res.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer));
  answer.once("error", () => res.destroy());
  answer.once("aborted", () => res.destroy());
  answer.pipe(res);
}

function giveUp(req: IncomingMessage, res: ServerResponse): void {
  req.unpipe();
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  req.resume();
  const requestId = newRequestId();
  const problem = problemOf(
    new DomainError("unavailable", "The API is not running right now. Try again in a moment."),
    requestId,
  );
  res.writeHead(problem.status, {
    "Content-Type": PROBLEM_TYPE,
    "Cache-Control": "no-store",
    "Retry-After": String(RETRY_AFTER_SECONDS),
    "X-Request-Id": requestId,
  });
  res.end(req.method === "HEAD" ? undefined : JSON.stringify(problem));
}

function carriesBody(req: IncomingMessage): boolean {
  return req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0;
}

function requestHeaders(req: IncomingMessage): Record<string, string | string[]> {
  const dropped = connectionOptions(req.headers.connection);
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined && !HOP_BY_HOP.has(name) && !dropped?.has(name)) headers[name] = value;
  headers["x-forwarded-for"] = forwardedFor(req);
  if (req.headers["transfer-encoding"]) headers["transfer-encoding"] = "chunked";
  return headers;
}

/** The answer's headers as they came, repeated ones too. */
function endToEnd(answer: IncomingMessage): string[] {
  const dropped = connectionOptions(answer.headers.connection);
  const headers: string[] = [];
  for (let index = 0; index < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index] ?? "";
    const key = name.toLowerCase();
    if (!HOP_BY_HOP.has(key) && !dropped?.has(key)) headers.push(name, answer.rawHeaders[index + 1] ?? "");
  }
  return headers;
}

function connectionOptions(header: string | undefined): Set<string> | null {
  if (!header || header === "keep-alive" || header === "close") return null;
  return new Set(header.split(",").map((name) => name.trim().toLowerCase()));
}
