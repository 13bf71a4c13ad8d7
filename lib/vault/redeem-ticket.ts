// Takes a sealed key in, once: the ticket must be this person's, for this credential, unused and in time.
import { and, eq, gt, isNull } from "drizzle-orm";
import { sealTickets } from "#db/schema/index.ts";
import { invalidField } from "#lib/core/errors.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import { readSealed } from "#lib/shared/sealing.ts";
import { holderOf } from "./begin-entry.ts";

/** As the columns of credential_versions hold it. */
export interface SealedEntry {
  credentialId: Id<"cred">;
  sealed: Buffer;
  sealingKeyId: Id<"seal">;
  nonce: Buffer;
  sealedBy: string;
}

/** Throws `invalid_input` that names `sealed` or `nonce`; a ticket is used up by the first who comes. */
export async function redeemTicket(
  { tx, now, tenantId, principal }: Pick<CommandContext, "tx" | "now" | "tenantId" | "principal">,
  { sealed, nonce }: { sealed: string; nonce: string },
): Promise<SealedEntry> {
  const parts = readSealed(sealed);
  if (!parts || !isId("seal", parts.kid)) throw invalidField("sealed", "This is no sealed key.");
  const nonceBytes = Buffer.from(nonce, "base64url");
  const sealedBy = holderOf(principal);
  const [ticket] = await tx
    .update(sealTickets)
    .set({ usedAt: now })
    .where(
      and(
        eq(sealTickets.tenantId, tenantId),
        eq(sealTickets.nonce, nonceBytes),
        eq(sealTickets.holder, sealedBy),
        isNull(sealTickets.usedAt),
        gt(sealTickets.expiresAt, now),
      ),
    )
    .returning({ credentialId: sealTickets.credentialId });
  if (!ticket)
    throw invalidField(
      "nonce",
      "This entry was sent before, or took longer than an hour. Enter the key again.",
    );
  return {
    credentialId: ticket.credentialId,
    sealed: Buffer.from(sealed),
    sealingKeyId: parts.kid,
    nonce: nonceBytes,
    sealedBy,
  };
}
