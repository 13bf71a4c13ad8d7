// The database as its owner, past every tenant's policies: for copies of all of it and for nothing else.
import { connect, type Sql } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { isOfThisSchema, schemaVersion } from "#db/schema-version.ts";
import { readSettings, type Settings, SettingsError } from "#lib/core/env.ts";
import { createLog } from "#lib/core/log.ts";
import { type Keyring, parseKeyring } from "#lib/crypto/keyring.ts";
import { databaseError } from "#lib/processes/check-database.ts";
import { openDatabase } from "#lib/processes/database.ts";
import { loadSecrets } from "#lib/processes/secrets.ts";

export interface OwnerDatabase {
  /** One connection. */
  sql: Sql;
  settings: Settings;
  peppers: Keyring;
  /** Name of the newest migration. */
  schema: string;
}

/** Lets `work` have it. `prepare` brings the database to the present schema first; without it, another is refused. */
export async function withOwnerDatabase<Done>(
  { prepare }: { prepare: boolean },
  work: (owner: OwnerDatabase) => Promise<Done>,
): Promise<Done> {
  const settings = readSettings();
  const secrets = await loadSecrets(settings, { need: ["peppers", "databasePassword"] });
  const database = await openDatabase(settings, createLog("cli", "silent"));
  refuseRuntimeRole(database.url);
  const target = { databaseUrl: database.url, databasePassword: secrets.databasePassword.reveal() };
  const owner = connect(database.url, { max: 1, name: "keyhold copy" });
  try {
    if (prepare) await migrate(target);
    if (!(await isOfThisSchema(owner.sql)))
      throw new SettingsError("This database is of another version of Keyhold; run `npm run migrate` first.");
    const peppers = parseKeyring(secrets.peppers.reveal(), "KEYHOLD_PEPPERS");
    return await work({ sql: owner.sql, settings, peppers, schema: await schemaVersion() });
  } catch (error) {
    throw (error as Error).name === "PostgresError" ? databaseError(database.url, error) : error;
  } finally {
    await owner.close();
    await database.close();
  }
}

function refuseRuntimeRole(url: string): void {
  if (new URL(url).username.startsWith("keyhold_"))
    throw new SettingsError("DATABASE_URL must name the database's owner, as for `npm run migrate`.");
}
