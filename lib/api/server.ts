// The api process: the data plane and the management API on plain Node HTTP.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, DAY_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { createEgress, type Egress } from "#lib/core/egress/guard.ts";
import type { Settings } from "#lib/core/env.ts";
import { DomainError } from "#lib/core/errors.ts";
import { createLog, type Log } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";
import { credentialOpener, tagsOfCredential } from "#lib/credentials/credential-opener.ts";
import { KeyringError } from "#lib/crypto/keyring.ts";
import { createGatewayDeps } from "#lib/gateway/deps.ts";
import { parseBlocks } from "#lib/http/client-address.ts";
import { openDeps } from "#lib/processes/open-deps.ts";
import type { ProviderId } from "#lib/shared/providers.ts";
import { tagsOfToken, tokenAuthenticator } from "#lib/tokens/authenticate-token.ts";
import { withDeadline } from "#lib/verify/deadline.ts";
import { createVerifyDeps } from "#lib/verify/deps.ts";
import { FRESH_MS } from "#lib/verify/freshness.ts";
import { heardEverywhere } from "#lib/verify/heard-everywhere.ts";
import { readKeyUsage } from "#lib/verify/key-usage-store.ts";
import { createKnowledge } from "#lib/verify/knowledge-deps.ts";
import { createNodeMeter, type SpoolSettings } from "#lib/verify/meter-deps.ts";
import { ping } from "#lib/verify/store.ts";
import { answerClientError } from "./client-error.ts";
import type { ApiContext } from "./context.ts";
import { verifyLane } from "./data-plane/verify-lane.ts";
import { createListener } from "./listener.ts";
import { createMetrics } from "./metrics.ts";
import { createRouter } from "./router.ts";
import { routesOf } from "./routes.ts";
import { refuseWrongMasterKeys } from "./vault/refuse-wrong-master-keys.ts";
import { startVaultKeeper } from "./vault/vault-keeper.ts";
import { VERSION } from "./version.ts";

/** Longer than the idle time of usual proxies, which else meet a connection that is just being closed. */
const KEEP_ALIVE_MS = 75_000;
const DRAIN_MS = 8_000;
/** For requests that are on their way through the network when the end begins. */
const LAST_CALL_MS = 100;
const FLUSH_MS = 8_000;
const READY_MS = 2_000;
const CONNECTIONS = 40;

export interface ApiOptions {
  /** With the pool of the role keyhold_api, which stays the caller's to close. */
  deps: Deps;
  log: Log;
  host: string;
  /** 0 for any that is free. */
  port: number;
  /** Whether other processes listen on the same port, among which the kernel shares the connections. */
  sharesPort?: boolean;
  /** CIDR blocks whose X-Forwarded-For counts. */
  trustedProxies: readonly string[];
  /** Where usage is kept until it is stored. */
  spool: SpoolSettings;
  /** The way to providers; only to the public internet when left out. Stays the caller's to close. */
  egress?: Egress;
  /** Where a provider is instead of at its own address. */
  providerUrls?: Partial<Record<ProviderId, string>>;
  /** Replaces the database's clock for the windows of limits, in tests. */
  windowClock?: Clock;
}

export interface Api {
  port: number;
  nodeId: string;
  /** Stores the usage that waits. */
  flush(): Promise<void>;
  /** Resolves when this node has heard of every change that was committed before the call. */
  catchUp(): Promise<void>;
  /** Takes no more requests, lets those under way finish, gives back what it holds of limits, stores usage. */
  stop(): Promise<void>;
}

/** Starts the api process on `settings.apiPort`, which it shares with others if it is told to. */
export async function startApi(settings: Settings, sharesPort = false): Promise<Pick<Api, "port" | "stop">> {
  const log = createLog("api", settings.logLevel);
  const deps = openDeps(settings, "keyhold api", connectionsOf(settings));
  const { host, apiPort: port, trustedProxies, providerUrls } = settings;
  const egress = createEgress({ allow: settings.egressAllow });
  const spool = {
    root: join(settings.dataDir, "spool"),
    limitBytes: settings.spoolBytes,
    sync: settings.durable === "fsync",
  };
  const place = { host, port, sharesPort };
  try {
    const api = await createApi({ ...place, deps, log, trustedProxies, spool, egress, providerUrls });
    log.info({ port: api.port }, "api listens");
    return {
      port: api.port,
      async stop() {
        await api.stop();
        await egress.close();
        await deps.db.close();
      },
    };
  } catch (error) {
    await deps.db.close();
    throw error;
  }
}

/** The processes of one machine share what a usual database can take. */
function connectionsOf({ apiProcesses }: Settings): number {
  const share = Math.floor(CONNECTIONS / (apiProcesses ?? availableParallelism()));
  return Math.min(10, Math.max(3, share));
}

/** Starts an api on what it is given. Rejects when the port is taken. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const { deps, log, egress = createEgress() } = options;
  let stopping = false;
  const knowledge = createKnowledge({
    ...deps,
    log,
    version: VERSION,
    counts: () => meter.counts(),
  });
  const metrics = createMetrics({
    nodeId: knowledge.nodeId,
    usage: () => meter.counts(),
    oldestUsageMs: () => meter.oldestMs(),
    limits: () => context.verification.limiter.counts(),
    freshnessMs: () => knowledge.freshness.ageMs(),
  });
  const { observer } = metrics;
  const meter = createNodeMeter(
    { ...deps, log, observer },
    { ...knowledge, version: VERSION },
    options.spool,
  );
  const verification = createVerifyDeps({ ...options, ...deps, knowledge, observer, meter });
  const openCredential = credentialOpener(deps, knowledge.directory(tagsOfCredential, MINUTE_MS));
  const context: ApiContext = {
    deps,
    log,
    metrics,
    authenticate: tokenAuthenticator(deps, knowledge.directory(tagsOfToken, DAY_MS)),
    verification,
    egress,
    openCredential,
    gateway: createGatewayDeps({ ...options, ...deps, verification, openCredential, egress }),
    heardEverywhere: () => heardEverywhere(deps.db.sql),
    readUsage: (tenantId, keyId, now) => readKeyUsage(deps.db.sql, tenantId, keyId, now),
    async checkReady() {
      if (stopping) throw new DomainError("unavailable", "This process is about to end.");
      await withDeadline(ping(deps.db.sql), READY_MS, () => new Error("too late"));
      if (!knowledge.freshness.isFresh())
        throw new DomainError(
          "unavailable",
          `This process has not heard of changes for ${FRESH_MS / 1_000} seconds and looks every key up.`,
        );
    },
  };
  const listener = createListener({
    router: createRouter(routesOf(context)),
    lanes: [verifyLane(context)],
    trusted: parseBlocks(options.trustedProxies),
    log,
    answered: metrics.answered,
    isStopping: () => stopping,
  });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  server.on("clientError", answerClientError);
  knowledge.start();
  try {
    await withDeadline(knowledge.freshness.catchUp(), READY_MS, () => new Error("too late")).catch(() => {});
    await withDeadline(refuseWrongMasterKeys(deps), READY_MS, () => new Error("too late")).catch(
      onlyWrongKeys,
    );
    await listen(server, options);
  } catch (error) {
    await knowledge.stop();
    await meter.stop(0);
    meter.leave();
    throw error;
  }
  const keeper = startVaultKeeper({
    deps,
    log,
    nodeId: knowledge.nodeId,
    dispatcher: egress.dispatcher,
    providerUrls: options.providerUrls ?? {},
  });
  knowledge.listen(({ kind }) => kind === "credential" && keeper?.hint());
  const { limiter } = context.verification;
  return {
    port: (server.address() as AddressInfo).port,
    nodeId: knowledge.nodeId,
    flush: meter.flush,
    catchUp: knowledge.freshness.catchUp,
    async stop() {
      stopping = true;
      await drain(server);
      await keeper?.stop();
      await context.gateway.stop();
      await limiter.close();
      const left = await meter.stop(FLUSH_MS);
      await knowledge.stop();
      meter.leave();
      if (left > 0) log.warn({ left }, "usage is left on disk for the next process of this machine");
    },
  };
}

/** The keeper of the vault asks again until there is an answer. */
function onlyWrongKeys(error: unknown): void {
  if (error instanceof KeyringError) throw error;
}

function listen(server: Server, { port, host, sharesPort = false }: ApiOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, reusePort: sharesPort, exclusive: sharesPort }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function drain(server: Server): Promise<void> {
  await sleep(LAST_CALL_MS);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
