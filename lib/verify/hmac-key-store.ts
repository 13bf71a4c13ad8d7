// Reads and opens the keys of imported HMACs by which secrets are still to be recognised.
import type { Sql } from "#db/client.ts";
import { openImportKey } from "#lib/crypto/import-key.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { encodeId } from "#lib/shared/ids.ts";

interface Row {
  id: string;
  pepper_version: number;
  sealed: Buffer;
}

/** One that cannot be opened is left out: it breaks nothing but what needs it. */
export async function readHmacKeys(
  sql: Sql,
  peppers: Keyring,
  onUnreadable: (id: string) => void,
): Promise<Buffer[]> {
  const rows = await sql<Row[]>`select id, pepper_version, sealed from import_keys_in_use()`;
  return rows.flatMap((row) => {
    const id = encodeId("imk", row.id);
    try {
      return [openImportKey(peppers, row.pepper_version, id, row.sealed)];
    } catch {
      onUnreadable(id);
      return [];
    }
  });
}
