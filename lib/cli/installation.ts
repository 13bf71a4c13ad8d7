// The installation that a command works on: its database is attached to, or started for as long as the command runs.
import { migrate } from "#db/migrate.ts";
import { readSettings, type Settings, SettingsError } from "#lib/core/env.ts";
import { createLog } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";
import { checkDatabase, databaseError } from "#lib/processes/check-database.ts";
import { openDeps } from "#lib/processes/open-deps.ts";
import { ownSettings } from "#lib/processes/own-settings.ts";
import { loadSecrets } from "#lib/processes/secrets.ts";

export interface Installation {
  deps: Deps;
  settings: Settings;
  close(): Promise<void>;
}

/**
 * Opens the installation that the environment describes. `prepare` makes an empty database ready; the embedded
 * one is always kept up to date. Throws errors whose message is fit for an operator.
 */
export async function openInstallation({ prepare = false } = {}): Promise<Installation> {
  const settings = readSettings();
  if (prepare && settings.databaseUrl) await prepareDatabase(settings, settings.databaseUrl.reveal());
  const own = await ownSettings("api", settings, createLog("cli", "silent"));
  const deps = openDeps(own.settings, "keyhold cli");
  const close = () => deps.db.close().then(own.close);
  try {
    await refuseEmpty(deps);
  } catch (error) {
    await close();
    throw error;
  }
  return { deps, settings, close };
}

async function prepareDatabase(settings: Settings, databaseUrl: string): Promise<void> {
  await checkDatabase(databaseUrl);
  const { databasePassword } = await loadSecrets(settings, { need: ["databasePassword"] });
  await migrate({ databaseUrl, databasePassword: databasePassword.reveal() }).catch((error) => {
    throw databaseError(databaseUrl, error);
  });
}

async function refuseEmpty({ db }: Deps): Promise<void> {
  const [row] = await db.sql`select to_regclass('public.tenants') is null as empty`;
  if (row?.empty) throw new SettingsError("This database holds no Keyhold yet; run `keyhold setup` first.");
}
