// How a key comes in: sealed, and stored as it is until the api takes it in; or plain, and put into the vault at once.
import type { credentialVersions } from "#db/schema/index.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { redeemTicket, type SealedEntry } from "#lib/vault/redeem-ticket.ts";
import { requireVault } from "#lib/vault/require-vault.ts";
import type { Location } from "./place.ts";
import { storeSecret, tidySecret } from "./store-secret.ts";

type Columns = Partial<typeof credentialVersions.$inferInsert>;

/** As AddCredential and ReplaceCredential take it: one of the two. */
export interface Given {
  sealed?: string | undefined;
  nonce?: string | undefined;
  secret?: string | undefined;
}

export interface Entry {
  /** The credential that it is for; a new one's id for a plain key. */
  credentialId: Id<"cred">;
  columns(location: Location): Promise<Columns>;
}

/** Throws `unavailable` for a plain key where there is no vault, and as redeemTicket() does. */
export async function acceptEntry(context: CommandContext, given: Given, known?: Id<"cred">): Promise<Entry> {
  const { tx, now } = context;
  if (given.secret !== undefined) {
    const vault = requireVault(context);
    const secret = tidySecret(given.secret);
    return {
      credentialId: known ?? newId("cred"),
      columns: (location) => storeSecret({ tx, vault, now }, location, secret),
    };
  }
  const entry = await redeemTicket(context, { sealed: given.sealed ?? "", nonce: given.nonce ?? "" });
  return { credentialId: entry.credentialId, columns: async () => sealedColumns(entry) };
}

function sealedColumns({ credentialId: _, ...columns }: SealedEntry): Columns {
  return { state: "sealed", ...columns };
}
