// Where answers to repeatable requests are kept. Whoever writes a request's row first carries it out.
import { and, eq, isNull, lte, or, type SQL } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { idempotentAnswers } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { toDomainError } from "#lib/core/driver-errors.ts";
import { DomainError } from "#lib/core/errors.ts";

type Row = typeof idempotentAnswers.$inferSelect;
export type Claim = Pick<Row, "tokenId" | "keyDigest" | "requestDigest" | "createdAt">;
export type KeptAnswer = Pick<Row, "requestDigest" | "status" | "sealedBody">;

/**
 * Null when the request is now ours to carry out; else what is known of it. Rows up to `expired`, and unanswered
 * ones up to `abandoned`, count as gone.
 */
export async function claimAnswer(
  db: Database,
  claim: Claim,
  { expired, abandoned }: { expired: Date; abandoned: Date },
): Promise<KeptAnswer | null> {
  const table = idempotentAnswers;
  try {
    const [claimed] = await db.orm
      .insert(table)
      .values(claim)
      .onConflictDoUpdate({
        target: [table.tokenId, table.keyDigest],
        set: { ...claim, status: null, sealedBody: null },
        setWhere: or(
          lte(table.createdAt, expired),
          and(isNull(table.status), lte(table.createdAt, abandoned)),
        ),
      })
      .returning({ tokenId: table.tokenId });
    if (claimed) return null;
    const [kept] = await db.orm.select().from(table).where(sameKey(claim));
    // Released between the two statements: the first request failed, and the caller may try again.
    return kept ?? { requestDigest: claim.requestDigest, status: null, sealedBody: null };
  } catch (error) {
    throw toDomainError(error);
  }
}

/** In the transaction of the act. Throws when the claim was taken over, so that the act does not happen twice. */
export async function keepAnswer(
  tx: Tx,
  claim: Claim,
  answer: { status: number; sealedBody: Buffer },
): Promise<void> {
  const kept = await tx
    .update(idempotentAnswers)
    .set(answer)
    .where(stillOurs(claim))
    .returning({ tokenId: idempotentAnswers.tokenId });
  if (kept.length === 0)
    throw new DomainError(
      "request_in_flight",
      "The same request was taken up again elsewhere. Try again shortly.",
    );
}

/** Lets the request be tried again after a failure. */
export async function releaseClaim(db: Database, claim: Claim): Promise<void> {
  await db.orm.delete(idempotentAnswers).where(stillOurs(claim));
}

function sameKey({ tokenId, keyDigest }: Claim): SQL | undefined {
  return and(eq(idempotentAnswers.tokenId, tokenId), eq(idempotentAnswers.keyDigest, keyDigest));
}

function stillOurs(claim: Claim): SQL | undefined {
  return and(
    sameKey(claim),
    eq(idempotentAnswers.createdAt, claim.createdAt),
    isNull(idempotentAnswers.status),
  );
}
