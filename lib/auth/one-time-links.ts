// Single-use links. What stands in the link is 256 random bits; only their SHA-256 is kept.
import { and, eq, gt, isNull } from "drizzle-orm";
import { oneTimeLinks } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import { randomBase62 } from "#lib/crypto/token.ts";
import { newId } from "#lib/shared/ids.ts";

export type LinkRow = typeof oneTimeLinks.$inferSelect;
type Purpose = LinkRow["purpose"];
type NewLink = Pick<LinkRow, "purpose"> & Partial<Pick<LinkRow, "id" | "userId" | "email" | "platformRole">>;

/** A token for a link, and what is kept of it. */
export function newLinkToken(): { token: string; tokenDigest: Buffer } {
  const token = randomBase62(43);
  return { token, tokenDigest: sha256(token) };
}

/** Makes a link that lives for `lifeMs`, and returns its token. */
export async function insertLink(tx: Tx, link: NewLink, now: Date, lifeMs: number): Promise<string> {
  const { token, tokenDigest } = newLinkToken();
  const expiresAt = new Date(now.getTime() + lifeMs);
  await tx
    .insert(oneTimeLinks)
    .values({ id: newId("link"), createdAt: now, expiresAt, tokenDigest, ...link });
  return token;
}

/** The link of a token if it can still be used, else null. */
export async function findLink(tx: Tx, purpose: Purpose, token: string, now: Date): Promise<LinkRow | null> {
  const [link] = await tx
    .select()
    .from(oneTimeLinks)
    .where(usable(purpose, token, now));
  return link ?? null;
}

/** Uses the link up, in one guarded statement: of two at once, one gets it and the other gets null. */
export async function spendLink(tx: Tx, purpose: Purpose, token: string, now: Date): Promise<LinkRow | null> {
  const [link] = await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(usable(purpose, token, now))
    .returning();
  return link ?? null;
}

/** Uses up all links of a purpose that match `which`, so that only the newest one works. */
export async function voidLinks(
  tx: Tx,
  purpose: Purpose,
  which: { userId?: LinkRow["userId"]; email?: string },
  now: Date,
): Promise<void> {
  await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(oneTimeLinks.purpose, purpose),
        which.userId ? eq(oneTimeLinks.userId, which.userId) : undefined,
        which.email ? eq(oneTimeLinks.email, which.email) : undefined,
        isNull(oneTimeLinks.usedAt),
      ),
    );
}

function usable(purpose: Purpose, token: string, now: Date) {
  return and(
    eq(oneTimeLinks.tokenDigest, sha256(token)),
    eq(oneTimeLinks.purpose, purpose),
    isNull(oneTimeLinks.usedAt),
    gt(oneTimeLinks.expiresAt, now),
  );
}
