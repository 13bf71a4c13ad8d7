// The database of an installation: the one of DATABASE_URL, or the embedded one, which is brought back when it ends.
import { type EmbeddedPostgres, startEmbedded } from "#db/embedded.ts";
import type { Settings } from "#lib/core/env.ts";
import type { Log } from "#lib/core/log.ts";
import { checkDatabase } from "./check-database.ts";
import { fail, StartError } from "./fail.ts";

export interface OpenDatabase {
  /** DSN of a superuser or owner, or of whichever role DATABASE_URL names. */
  url: string;
  embedded: boolean;
  close(): Promise<void>;
}

/** Reaches the database, starting or joining the embedded one. Throws StartError or EmbeddedError. */
export async function openDatabase(settings: Settings, log: Log): Promise<OpenDatabase> {
  if (!settings.databaseUrl) return openEmbedded(settings, log);
  const url = settings.databaseUrl.reveal();
  await checkDatabase(url);
  return { url, embedded: false, close: async () => {} };
}

async function openEmbedded({ dataDir }: Settings, log: Log): Promise<OpenDatabase> {
  let current = await startEmbedded({ dataDir, log });
  const { url } = current;
  let closed = false;

  async function bringBack(): Promise<void> {
    log.warn("the embedded database ended; starting it again");
    current = await startEmbedded({ dataDir, log });
    if (current.url !== url) throw new StartError("The embedded database moved; start Keyhold again.");
    if (closed) await current.stop();
    else watch(current);
  }

  function watch(database: EmbeddedPostgres): void {
    void database.lost.then(() => (closed ? undefined : bringBack().catch(fail)));
  }

  watch(current);
  return {
    url,
    embedded: true,
    async close() {
      closed = true;
      await current.stop();
    },
  };
}
