// Makes of an operator's settings those of one service: the DSN of its own role, the secrets it may hold, no more.
import { migrate } from "#db/migrate.ts";
import { roleUrl } from "#db/roles.ts";
import type { Settings } from "#lib/core/env.ts";
import type { Log } from "#lib/core/log.ts";
import { Secret } from "#lib/core/secret.ts";
import { checkRole } from "./check-database.ts";
import { HELD, type ServiceName } from "./child-environment.ts";
import { openDatabase } from "./database.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";

export interface OwnSettings {
  settings: Settings & { databaseUrl: Secret };
  secrets: Partial<Secrets>;
  close(): Promise<void>;
}

/**
 * Reaches the database as the role of `service`. A child of `npm start` is told everything and this changes
 * nothing; a service that runs alone finds its secrets and the embedded database itself, and migrates the latter.
 */
export async function ownSettings(service: ServiceName, settings: Settings, log: Log): Promise<OwnSettings> {
  const secrets: Partial<Secrets> = await loadSecrets(settings, { need: HELD[service] });
  const database = await openDatabase(settings, log);
  const databaseUrl = await ownUrl(service, settings, database);
  await checkRole(databaseUrl);
  return {
    settings: {
      ...settings,
      databaseUrl: new Secret(databaseUrl),
      databasePassword: null,
      masterKeys: secrets.masterKeys ?? null,
      peppers: secrets.peppers ?? null,
      authSecret: secrets.authSecret ?? null,
    },
    secrets,
    close: database.close,
  };
}

async function ownUrl(
  service: ServiceName,
  settings: Settings,
  database: { url: string; embedded: boolean },
): Promise<string> {
  if (new URL(database.url).username === `keyhold_${service}`) return database.url;
  const { databasePassword } = await loadSecrets(settings, { need: ["databasePassword"] });
  const password = databasePassword.reveal();
  if (database.embedded) await migrate({ databaseUrl: database.url, databasePassword: password });
  return roleUrl(database.url, service, password);
}
