// A service token that was found in public. It cannot be disabled, so it is ended where leaked keys are, and else told of.
import { sql } from "drizzle-orm";
import type { CommandContext } from "#lib/core/operation.ts";
import type { LeakAction } from "#lib/shared/leaks.ts";
import { endToken } from "#lib/tokens/end-token.ts";
import { findLeakedToken } from "#lib/tokens/find-leaked-token.ts";
import { emitEvent } from "#lib/webhooks/emit-event.ts";
import { type FoundLeak, policyOf } from "./queries.ts";

/** What was done, or null when it is none of ours. One that was ended before is left alone. */
export async function takeToken(
  context: CommandContext,
  secret: string,
  place: Pick<FoundLeak, "url" | "source">,
): Promise<LeakAction | null> {
  const { tx, now, audit, principal, publicUrl } = context;
  const token = await findLeakedToken(context, secret);
  if (!token) return null;
  if (token.revokedAt) return "none";
  const { tenantId, id, name, last4 } = token;
  const ends = (await policyOf(tx, tenantId)) === "revoke";
  const action = ends ? "revoked" : "none";
  const leak = { ...place, reportedBy: principal.actor.label, action };
  if (ends) await endToken(context, sql`true`, id);
  audit({ tenantId, target: { type: "token", id, label: name }, after: { leak } });
  const data = { token: { id, name, last4 }, leak, url: `${publicUrl}/admin/tokens` };
  await emitEvent(tx, { tenantId, type: "key.leaked", data, now });
  return action;
}
