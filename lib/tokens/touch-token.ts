// Remembers when a token was last used, at most once a minute for each: a write per call would be a hot row.
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { serviceTokens } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { Id } from "#lib/shared/ids.ts";

/** The function that notes a use. It does not wait, and a note that fails is made again at the next use. */
export function tokenToucher({ db }: Pick<Deps, "db">): (tokenId: Id<"tok">, now: Date) => void {
  const noted = new Map<string, number>();
  return (tokenId, now) => {
    if (now.getTime() - (noted.get(tokenId) ?? -Infinity) < MINUTE_MS) return;
    noted.set(tokenId, now.getTime());
    onPlatform(db, (tx) =>
      tx
        .update(serviceTokens)
        .set({ lastUsedAt: now })
        .where(
          and(
            eq(serviceTokens.id, tokenId),
            or(isNull(serviceTokens.lastUsedAt), lt(serviceTokens.lastUsedAt, now)),
          ),
        ),
    ).catch(() => noted.delete(tokenId));
  };
}
