// What is in use by any tenant, without saying whose it is.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import type { SecretForms } from "#lib/crypto/secret-forms.ts";

export interface Taken {
  /** In hex. */
  digests: ReadonlySet<string>;
  /** In hex. */
  imported: ReadonlySet<string>;
  lookups: ReadonlySet<string>;
}

/** Which of these are in use. Of beginnings ("^…") also one that is longer than one that was asked for. */
export async function findTaken(tx: Tx, forms: SecretForms): Promise<Taken> {
  const hex = (list: Buffer[]) => sql.param(list.map((digest) => digest.toString("hex")));
  const rows = await tx.execute<{
    digest: string | null;
    imported_digest: string | null;
    lookup: string | null;
  }>(sql`
    select digest, imported_digest, lookup
    from secrets_taken(${hex(forms.digests)}::text[], ${hex(forms.imported)}::text[], ${sql.param(forms.lookups)}::text[])`);
  const present = (values: (string | null)[]) => new Set(values.filter((value) => value !== null));
  return {
    digests: present(rows.map(({ digest }) => digest)),
    imported: present(rows.map(({ imported_digest }) => imported_digest)),
    lookups: present(rows.map(({ lookup }) => lookup)),
  };
}

/** Whether a secret with these forms belongs to a key already, or could be taken for one. */
export async function isTaken(tx: Tx, forms: SecretForms): Promise<boolean> {
  const { digests, imported, lookups } = await findTaken(tx, forms);
  const mine = new Set(forms.lookups);
  return digests.size + imported.size + [...lookups].filter((lookup) => mine.has(lookup)).length > 0;
}
