// Looks for planted secrets in all that an installation keeps: every table of its database, every file of its folder.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect, type Sql } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { createLog } from "#lib/core/log.ts";

/** The forms in which a secret must not stand anywhere: itself, its random part, encoded, and its plain SHA-256. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const sha = createHash("sha256").update(secret).digest();
  const random = secret.replace(/^[a-z]+_[a-z]+_/, "").slice(4, -4);
  return [random, bytes.toString("hex"), bytes.toString("base64url"), sha.toString("hex")];
}

/** Which of `secrets` stand in `text`, by their place in the list. */
export function leaksIn(text: string, secrets: readonly string[]): number[] {
  return secrets.flatMap((secret, index) =>
    formsOf(secret).some((form) => text.includes(form)) ? [index] : [],
  );
}

/** Every table of the installation in `dataDir`, as text, by its name. */
export async function dumpTables(dataDir: string): Promise<Map<string, string>> {
  const embedded = await startEmbedded({ dataDir, log: createLog("test", "silent") });
  const { sql, close } = connect(embedded.url, { max: 1 });
  try {
    return await tablesIn(sql);
  } finally {
    await close();
    await embedded.stop();
  }
}

/** Every table of a database, as text, by its name. */
export async function tablesIn(sql: Sql): Promise<Map<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;
  const dump = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await sql.unsafe(`select t::text as row from ${name} t`);
    dump.set(name, rows.map(({ row }) => String(row)).join("\n"));
  }
  return dump;
}

/** The files below `folder` in which one of `secrets` stands, the database's own files and its log included. */
export async function filesWith(folder: string, secrets: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, "latin1").catch(() => "");
    if (leaksIn(text, secrets).length > 0) found.push(path.slice(folder.length + 1));
  }
  return found;
}
