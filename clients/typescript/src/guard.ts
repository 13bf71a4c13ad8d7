// What every middleware does: find the caller's key, ask, and either admit or answer in the caller's words.
import type { Keyhold } from "./client.ts";
import { type KeyholdError, UnavailableError } from "./errors.ts";
import type { LimitState, Problem, ReadyResponse, Verdict } from "./types.ts";

export interface Rule {
  /** All are required. */
  scopes?: readonly string[];
  cost?: number;
  units?: Record<string, number>;
  /** What is called, for the usage charts; else method and path. */
  resource?: string;
  tags?: readonly string[];
  /** What to do while Keyhold cannot be asked: "refuse" answers 503, "admit" lets the call pass without a verdict. */
  whenUnavailable: "refuse" | "admit";
  /** Told when Keyhold could not be asked. */
  onUnavailable?(error: KeyholdError): void;
}

/** A request, as far as it matters. */
export interface Caller {
  /** By its lower-case name; null when it was not sent. */
  header(name: string): string | null;
  method: string;
  /** Without the query. */
  path: string;
  /** The end caller's address, when it is known. */
  ip?: string | null;
}

/** `verdict` is null when the call passes because Keyhold could not be asked. */
export type Guarded =
  | { admitted: true; verdict: Verdict | null; headers: Record<string, string> }
  | { admitted: false; response: ReadyResponse };

export async function guard(keyhold: Pick<Keyhold, "verify">, rule: Rule, caller: Caller): Promise<Guarded> {
  const key = keyOf(caller);
  if (typeof key !== "string") return { admitted: false, response: key };
  try {
    const verdict = await keyhold.verify({
      key,
      scopes: rule.scopes,
      cost: rule.cost,
      units: rule.units,
      tags: rule.tags,
      resource: rule.resource ?? `${caller.method} ${caller.path}`,
      ip: caller.ip,
      userAgent: caller.header("user-agent"),
    });
    if (verdict.response) return { admitted: false, response: verdict.response };
    return { admitted: true, verdict, headers: limitHeaders(verdict.limits) };
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw misconfigured(error);
    rule.onUnavailable?.(error);
    if (rule.whenUnavailable === "admit") return { admitted: true, verdict: null, headers: {} };
    return { admitted: false, response: UNAVAILABLE };
  }
}

/** A token that is not good is a fault of the set-up, which must be seen; frameworks would forward its status. */
const misconfigured = (error: unknown) =>
  new Error("Keyhold refused the question about a key.", { cause: error });

/** The key, or the answer for whoever sent none, or two. */
function keyOf({ header }: Caller): string | ReadyResponse {
  const [, bearer = null] = /^Bearer\s+(\S+)\s*$/i.exec(header("authorization") ?? "") ?? [];
  const sent = header("x-api-key")?.trim() || null;
  if (bearer && sent && bearer !== sent)
    return refusal(400, "malformed_request", "Two different keys were sent", "Send one key.");
  const key = bearer ?? sent;
  return (
    key ??
    refusal(401, "unauthenticated", "An API key is needed", "Send it as X-API-Key, or as a bearer token.")
  );
}

function refusal(status: number, code: string, title: string, detail: string): ReadyResponse {
  const body: Problem = { type: "about:blank", title, status, detail, code };
  return {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...(status === 401 && { "WWW-Authenticate": "Bearer" }),
      ...(status === 503 && { "Retry-After": "1" }),
    },
    body,
  };
}

const UNAVAILABLE = refusal(503, "unavailable", "Keys cannot be checked right now", "Try again in a moment.");

/** What is left, for whoever sent the key: RateLimit for all limits, the older headers for the tightest. */
function limitHeaders(limits: readonly LimitState[]): Record<string, string> {
  const [tightest] = [...limits].sort((a, b) => a.remaining - b.remaining);
  if (!tightest) return {};
  const seconds = (ms: number) => Math.max(0, Math.ceil(ms / 1_000));
  const item = ({ name, remaining, resetMs }: LimitState) =>
    `"${name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\]/g, "\\$&")}";r=${remaining}${resetMs === null ? "" : `;t=${seconds(resetMs)}`}`;
  return {
    RateLimit: limits.map(item).join(", "),
    "X-RateLimit-Limit": String(tightest.limit),
    "X-RateLimit-Remaining": String(tightest.remaining),
    ...(tightest.resetMs !== null && { "X-RateLimit-Reset": String(seconds(tightest.resetMs)) }),
  };
}
