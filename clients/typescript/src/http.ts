// Requests to Keyhold: the token, a time limit, errors with types, and another try where nothing can happen twice.
import { errorOf, KeyholdError, UnavailableError } from "./errors.ts";

export interface HttpOptions {
  /** Where Keyhold is reached, without a path. */
  baseUrl: string;
  /** A service token. */
  token: string;
  /** For one try. */
  timeoutMs?: number;
  /** Further tries after the first. */
  retries?: number;
  /** Another implementation of fetch. */
  fetch?: typeof fetch;
}

export interface Sending {
  body?: unknown;
  query?: Record<string, string | number | boolean | readonly string[] | null | undefined>;
  headers?: Record<string, string>;
  /** Whether the same request may arrive twice without harm. */
  repeatable?: boolean;
  timeoutMs?: number;
  signal?: AbortSignal;
}

export type Send = <Answer>(method: string, path: string, sending?: Sending) => Promise<Answer>;

const WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** Answers after which nothing has happened on the other side. */
const WORTH_ANOTHER_TRY = new Set([429, 502, 503, 504]);
/** Faults before a request has left. */
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

export function createSend(options: HttpOptions): Send {
  const { token, timeoutMs = 5_000, retries = 2 } = options;
  const base = options.baseUrl.replace(/\/+$/, "");
  const doFetch = options.fetch ?? globalThis.fetch.bind(globalThis);

  const once = async (method: string, path: string, sending: Sending) => {
    const limit = AbortSignal.timeout(sending.timeoutMs ?? timeoutMs);
    const signal = sending.signal ? AbortSignal.any([sending.signal, limit]) : limit;
    const response = await doFetch(`${base}${path}${queryOf(sending.query)}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        ...(sending.body === undefined ? {} : { "content-type": "application/json" }),
        ...sending.headers,
      },
      body: sending.body === undefined ? undefined : JSON.stringify(sending.body),
      redirect: "error",
      signal,
    });
    const text = await response.text();
    const json = jsonOf(text);
    if (!response.ok) throw errorOf(response.status, json, response.headers);
    return json;
  };

  return async (method, path, sending = {}) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once(method, path, sending);
      } catch (error) {
        const known = error instanceof KeyholdError ? error : unreachable(error);
        if (sending.signal?.aborted || attempt >= retries || !isWorthAnotherTry(known, error, sending))
          throw known;
        await wait(waitMs(attempt, known.retryAfterSeconds), sending.signal);
      }
    }
  };
}

function isWorthAnotherTry(known: KeyholdError, raw: unknown, { repeatable = false }: Sending): boolean {
  if (known.status !== null)
    return WORTH_ANOTHER_TRY.has(known.status) && (repeatable || known.status !== 504);
  return repeatable || NEVER_SENT.has(String(causeCode(raw)));
}

function unreachable(error: unknown): UnavailableError {
  const late = error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
  return new UnavailableError(late ? "Keyhold did not answer in time." : "Keyhold cannot be reached.", {
    status: null,
    code: late ? "timeout" : "unreachable",
    cause: error,
  });
}

const causeCode = (error: unknown): unknown =>
  error instanceof Error ? ((error.cause as { code?: unknown } | undefined)?.code ?? null) : null;

/** Doubles, with up to a half of chance, and not before the other side wants to hear again. */
function waitMs(attempt: number, retryAfterSeconds: number | undefined): number {
  const own = WAIT_MS * 2 ** attempt * (1 + Math.random() / 2);
  return Math.min(LONGEST_WAIT_MS, Math.max(own, (retryAfterSeconds ?? 0) * 1_000));
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function queryOf(query: Sending["query"] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

function jsonOf(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
