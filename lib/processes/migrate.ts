// npm run migrate: brings the database to the present schema and ends.
import { migrate } from "#db/migrate.ts";
import { readSettings } from "#lib/core/env.ts";
import { createLog } from "#lib/core/log.ts";
import { databaseError } from "./check-database.ts";
import { openDatabase } from "./database.ts";
import { fail } from "./fail.ts";
import { loadSecrets } from "./secrets.ts";

async function main(): Promise<void> {
  const settings = readSettings();
  const { databasePassword } = await loadSecrets(settings, { need: ["databasePassword"] });
  const database = await openDatabase(settings, createLog("migrate", settings.logLevel));
  try {
    await migrate({ databaseUrl: database.url, databasePassword: databasePassword.reveal() });
  } catch (error) {
    throw databaseError(database.url, error);
  } finally {
    await database.close();
  }
  process.stdout.write("The database is up to date.\n");
}

await main().catch(fail);
