// The effect that revoking has, whoever's the token is.
import { eq, type SQL } from "drizzle-orm";
import { serviceTokens } from "#db/schema/index.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import { readToken } from "./queries.ts";
import { type TokenView, toTokenView } from "./view.ts";

/** Ends a token for good; one that has ended stays as it is. `owner` says whose tokens are looked among. */
export async function endToken(context: CommandContext, owner: SQL, tokenId: string): Promise<TokenView> {
  const { tx, now, audit, unchanged } = context;
  const record = await readToken(tx, owner, tokenId);
  const before = toTokenView(record, now);
  if (record.token.revokedAt) {
    unchanged();
    return before;
  }
  await tx.update(serviceTokens).set({ revokedAt: now }).where(eq(serviceTokens.id, record.token.id));
  const after = toTokenView({ ...record, token: { ...record.token, revokedAt: now } }, now);
  audit({
    target: { type: "token", id: after.id, label: after.name },
    before,
    after,
    ...(record.token.tenantId && { tenantId: record.token.tenantId }),
  });
  return after;
}
