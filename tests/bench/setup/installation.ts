// A Keyhold of its own for a run: real PostgreSQL in a fresh folder with fsync on, migrated, with the secrets it made.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Database } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { roleUrl } from "#db/roles.ts";
import { readSettings } from "#lib/core/env.ts";
import { createLog } from "#lib/core/log.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { parseKeyring } from "#lib/crypto/keyring.ts";
import { loadSecrets } from "#lib/processes/secrets.ts";
import { giveWay } from "./cores.ts";

export interface Installation {
  /** Its folder, which is also KEYHOLD_DATA. */
  folder: string;
  /** The superuser, whom no policy binds. */
  owner: Database;
  ownerUrl: string;
  /** DSN of the api's own role. */
  apiUrl: string;
  peppers: Keyring;
  postgresVersion: string;
  /** From now on, connections that are opened leave the measured server and the load generator their cores. */
  giveWay(): void;
  close(): Promise<void>;
}

/** In `kept`, which is made where it is missing and stays, or in a folder that goes with it. */
export async function openInstallation(kept?: string): Promise<Installation> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), "keyhold-bench-")));
  const log = createLog("bench", "silent");
  const server = await startEmbedded({ dataDir: folder, log });
  const secrets = await loadSecrets(readSettings({ KEYHOLD_DATA: folder }));
  await migrate({ databaseUrl: server.url, databasePassword: secrets.databasePassword.reveal() });
  const owner = connect(server.url, { max: 4, name: "keyhold bench" });
  const [row] = await owner.sql`
    select current_setting('data_directory') as data, current_setting('server_version') as version`;
  const pid = Number((await readFile(join(row?.data, "postmaster.pid"), "utf8")).split("\n")[0]);
  return {
    folder,
    owner,
    ownerUrl: server.url,
    apiUrl: roleUrl(server.url, "api", secrets.databasePassword.reveal()),
    peppers: parseKeyring(secrets.peppers.reveal(), "KEYHOLD_PEPPERS"),
    postgresVersion: row?.version,
    giveWay: () => giveWay(pid),
    async close() {
      await owner.close();
      await server.stop();
      if (!kept) await rm(folder, { recursive: true, force: true });
    },
  };
}
