// A real PostgreSQL in a folder: starts one, or attaches to the one that another process runs there.
// Survives killed parents, stale pid files and interrupted first starts; needs no privileges and no network.
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "#lib/core/log.ts";
import { socketDsn } from "./dsn.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { DATABASE, ensureCluster, SUPERUSER } from "./embedded/cluster.ts";
import { EmbeddedError } from "./embedded/error.ts";
import { chooseLauncher } from "./embedded/launch.ts";
import { answers, isOwned, type Ownership, tryOwn } from "./embedded/ownership.ts";
import { type Place, preparePlace } from "./embedded/place.ts";
import { forgetDead, isAlive, type Postmaster, readPostmaster } from "./embedded/postmaster.ts";
import { startServer, stopServer } from "./embedded/server.ts";

export interface EmbeddedPostgres {
  /** DSN of the superuser, over a unix socket that only this user reaches. */
  url: string;
  /** True when stop() ends the server, false when another process owns it. */
  started: boolean;
  /** Ends the server if it is ours, else only lets go of it. May be called twice. */
  stop(): Promise<void>;
  /** Resolves when the server has ended without stop(). */
  lost: Promise<void>;
}

const RETRY_MS = 5_000;
const RECOVERY_MS = 120_000;
/** How long a server may be without an owner before it counts as left behind. */
const ORPHAN_MS = 750;
const WATCH_MS = 500;

/**
 * Starts PostgreSQL on `dataDir`, or attaches to the server that runs there.
 * Throws EmbeddedError with one sentence for the operator when neither is possible.
 */
export async function startEmbedded(options: { dataDir: string; log: Log }): Promise<EmbeddedPostgres> {
  const { log } = options;
  const binaries = await findBinaries();
  const place = await preparePlace(options.dataDir);
  const launcher = await chooseLauncher(binaries.postgres);
  await ensureCluster(place, binaries, launcher);

  for (const deadline = Date.now() + RETRY_MS; ; await sleep(100)) {
    const running = await findRunning(place);
    if (running) return join(place, running, log);
    const start = await startServer(place, binaries, launcher);
    if (start.ok) {
      log.info({ pid: start.postmaster.pid }, "database started");
      return handle(place, start.postmaster, await tryOwn(dsnOf(start.postmaster)));
    }
    if (Date.now() > deadline)
      throw new EmbeddedError(`The embedded database in ${place.dataDir} does not start: ${start.reason}`);
    log.debug({ reason: start.reason }, "database did not start, trying again");
  }
}

/** The server that runs on this cluster and answers, after waiting for one that is about to. */
async function findRunning(place: Place): Promise<Postmaster | null> {
  for (const deadline = Date.now() + RECOVERY_MS; Date.now() < deadline; await sleep(25)) {
    const postmaster = await readPostmaster(place.cluster);
    if (!postmaster) return null;
    if (postmaster.status === "ready" && (await answers(dsnOf(postmaster)))) return postmaster;
    if (await isAlive(postmaster, place.cluster)) continue;
    await forgetDead(postmaster, place.cluster);
    return null;
  }
  throw new EmbeddedError(
    `A database server runs in ${place.dataDir} but does not answer; see ${place.logFile} and end it by hand.`,
  );
}

/** Attaches to a server that has an owner, adopts one that was left behind. */
async function join(place: Place, postmaster: Postmaster, log: Log): Promise<EmbeddedPostgres> {
  const ownership = await adopt(place, postmaster);
  log.info({ pid: postmaster.pid }, ownership ? "database adopted" : "database is already running");
  return ownership ? handle(place, postmaster, ownership) : attached(place, postmaster);
}

async function adopt(place: Place, postmaster: Postmaster): Promise<Ownership | null> {
  const dsn = dsnOf(postmaster);
  for (const deadline = Date.now() + ORPHAN_MS; Date.now() < deadline; await sleep(50))
    if (await isOwned(dsn)) return null;
  return (await isAlive(postmaster, place.cluster)) ? tryOwn(dsn) : null;
}

function handle(place: Place, postmaster: Postmaster, ownership: Ownership | null): EmbeddedPostgres {
  const watch = watchFor(place, postmaster);
  const stop = async () => {
    watch.end();
    await ownership?.release();
    await stopServer(place, postmaster);
  };
  let stopping: Promise<void> | null = null;
  return {
    url: dsnOf(postmaster),
    started: true,
    lost: watch.lost,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function attached(place: Place, postmaster: Postmaster): EmbeddedPostgres {
  const watch = watchFor(place, postmaster);
  return { url: dsnOf(postmaster), started: false, lost: watch.lost, stop: async () => watch.end() };
}

function watchFor(place: Place, postmaster: Postmaster): { lost: Promise<void>; end(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setInterval(async () => {
    if (await isAlive(postmaster, place.cluster)) return;
    clearInterval(timer);
    resolve();
  }, WATCH_MS).unref();
  return { lost: promise, end: () => clearInterval(timer) };
}

function dsnOf(postmaster: Postmaster): string {
  return socketDsn(postmaster.socketDir, SUPERUSER, DATABASE);
}
