// What a process needs to run operations, made once from its settings.
import { connect } from "#db/client.ts";
import { systemClock } from "#lib/core/clock.ts";
import { createEgress } from "#lib/core/egress/guard.ts";
import { type Settings, SettingsError } from "#lib/core/env.ts";
import type { Deps } from "#lib/core/operation.ts";
import { parseKeyring } from "#lib/crypto/keyring.ts";
import { vaultOf } from "./vault-of.ts";

/** Opens the pool, of `connections` at most, and reads the peppers. `settings.databaseUrl` is the DSN of the process's own role. */
export function openDeps(settings: Settings, name: string, connections?: number): Deps {
  if (!settings.databaseUrl) throw new SettingsError("DATABASE_URL is missing.");
  if (!settings.peppers) throw new SettingsError("KEYHOLD_PEPPERS is missing.");
  return {
    db: connect(settings.databaseUrl.reveal(), { name, max: connections }),
    clock: systemClock,
    peppers: parseKeyring(settings.peppers.reveal(), "KEYHOLD_PEPPERS"),
    keyPrefix: settings.keyPrefix,
    publicUrl: settings.publicUrl,
    vault: vaultOf(settings),
    vet: createEgress({ allow: settings.egressAllow }).vet,
  };
}
