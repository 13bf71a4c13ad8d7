// Starts the api process as the settings say.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createEgress } from "#lib/core/egress/guard.ts";
import type { Settings } from "#lib/core/env.ts";
import { createLog } from "#lib/core/log.ts";
import { startTracing } from "#lib/core/tracing/start-tracing.ts";
import { openDeps } from "#lib/processes/open-deps.ts";
import { gitHubKeys } from "./leaks/github-keys.ts";
import { type Api, createApi } from "./server.ts";
import { VERSION } from "./version.ts";

const CONNECTIONS = 40;

/** Starts the api process on `settings.apiPort`, which it shares with others if it is told to. */
export async function startApi(settings: Settings, sharesPort = false): Promise<Pick<Api, "port" | "stop">> {
  const log = createLog("api", settings.logLevel);
  const endTracing = await startTracing(settings.tracing, { name: "keyhold-api", version: VERSION }, log);
  const deps = openDeps(settings, "keyhold api", connectionsOf(settings));
  const { host, apiPort: port, trustedProxies, providerUrls } = settings;
  const egress = createEgress({ allow: settings.egressAllow });
  const { githubScanningKeys: keys } = settings;
  const githubKeys = keys ? gitHubKeys(keys, egress.dispatcher) : null;
  const spool = {
    root: join(settings.dataDir, "spool"),
    limitBytes: settings.spoolBytes,
    sync: settings.durable === "fsync",
  };
  const place = { host, port, sharesPort };
  try {
    const api = await createApi({
      ...place,
      deps,
      log,
      trustedProxies,
      spool,
      egress,
      providerUrls,
      tracedProviders: settings.tracing?.providers ?? [],
      githubKeys,
    });
    log.info({ port: api.port }, "api listens");
    return {
      port: api.port,
      async stop() {
        await api.stop();
        await egress.close();
        await deps.db.close();
        await endTracing();
      },
    };
  } catch (error) {
    await egress.close();
    await deps.db.close();
    await endTracing();
    throw error;
  }
}

/** The processes of one machine share what a usual database can take. */
function connectionsOf({ apiProcesses }: Settings): number {
  const share = Math.floor(CONNECTIONS / (apiProcesses ?? availableParallelism()));
  return Math.min(10, Math.max(3, share));
}
