// A creating request that is sent again with the same Idempotency-Key is carried out once and answered alike, for 24 hours.
// The answer is kept in the transaction of the act itself, so that one without the other cannot be.
import canonicalize from "canonicalize";
import { DAY_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Deps } from "#lib/core/operation.ts";
import { answerSeal } from "#lib/crypto/answer-seal.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import type { ApiRequest } from "#lib/http/api-request.ts";
import { json } from "#lib/http/json.ts";
import type { TextAnswer } from "#lib/http/text-answer.ts";
import type { Id } from "#lib/shared/ids.ts";
import { claimAnswer, keepAnswer, releaseClaim } from "./answer-store.ts";
import type { Run } from "./endpoint.ts";

/** How long an answer is kept. */
export const ANSWER_LIFE_MS = DAY_MS;
/** After this long without an answer a request counts as lost with its process. */
const ABANDONED_MS = MINUTE_MS;

export interface Asking {
  deps: Deps;
  tokenId: Id<"tok">;
  /** The caller's whole service token, under which the answer is sealed. */
  secret: string;
  idempotencyKey: string;
  /** What makes the request this one: method, path and body. */
  asked: object;
  status: number;
}

/**
 * Carries out `run`, or repeats the answer that it gave before. Throws `idempotency_mismatch` when the key was used
 * with another request, `request_in_flight` while the first one is being worked on. A failure is not kept.
 */
export async function answerOnce(asking: Asking, run: Run): Promise<TextAnswer> {
  const { deps, tokenId, secret, idempotencyKey, asked, status } = asking;
  const seal = answerSeal(secret, idempotencyKey);
  const requestDigest = seal.digest(canonicalize(asked) ?? "");
  const now = deps.clock();
  const claim = { tokenId, keyDigest: sha256(idempotencyKey), requestDigest, createdAt: now };
  const kept = await claimAnswer(deps.db, claim, {
    expired: new Date(now.getTime() - ANSWER_LIFE_MS),
    abandoned: new Date(now.getTime() - ABANDONED_MS),
  });
  if (kept !== null) return repeat(kept);
  try {
    const body = await run((tx, answer) =>
      keepAnswer(tx, claim, { status, sealedBody: seal.seal(JSON.stringify(answer), requestDigest) }),
    );
    return json(body, status);
  } catch (error) {
    await releaseClaim(deps.db, claim).catch(() => {});
    throw error;
  }

  function repeat(known: NonNullable<typeof kept>): TextAnswer {
    if (!known.requestDigest.equals(requestDigest))
      throw new DomainError(
        "idempotency_mismatch",
        "This Idempotency-Key was used with another request. Use a new one.",
      );
    if (known.status === null || known.sealedBody === null)
      throw new DomainError(
        "request_in_flight",
        "The same request is still being worked on. Try again shortly.",
      );
    const body: unknown = JSON.parse(seal.open(known.sealedBody, requestDigest));
    return json(body, known.status, { "Idempotent-Replayed": "true" });
  }
}

/** The header's value, or null without one. Throws `malformed_request` for one that is empty, too long or not printable. */
export function idempotencyKeyOf(request: Pick<ApiRequest, "header">): string | null {
  const key = request.header("idempotency-key");
  if (key === null) return null;
  if (/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) return key;
  throw new DomainError("malformed_request", "An Idempotency-Key is 1 to 255 printable ASCII characters.");
}
