// Makes the cluster on the first start. It appears under its name only when it is whole, so an interrupted
// first start is simply redone, and of two first starts at once one wins.
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Binaries } from "./binaries.ts";
import { EmbeddedError } from "./error.ts";
import { handOver, type Launcher, launch } from "./launch.ts";
import type { Place } from "./place.ts";

export const SUPERUSER = "postgres";
export const DATABASE = "keyhold";
const UNFINISHED = "postgres-init-";

/** Makes the cluster if there is none. Throws EmbeddedError for one of another major version or a failure. */
export async function ensureCluster(place: Place, binaries: Binaries, launcher: Launcher): Promise<void> {
  if (!(await clusterStands(place, binaries))) await makeCluster(place, binaries, launcher);
  await handOver(launcher, place.cluster);
}

async function clusterStands(place: Place, binaries: Binaries): Promise<boolean> {
  const version = await readFile(join(place.cluster, "PG_VERSION"), "utf8").catch(() => null);
  if (version === null) return false;
  if (version.trim() === binaries.major) return true;
  throw new EmbeddedError(
    `The data folder ${place.dataDir} was made by PostgreSQL ${version.trim()}, this is PostgreSQL ${binaries.major}; ` +
      "set KEYHOLD_DATA to another folder or move the data with pg_dump of the old version.",
  );
}

async function makeCluster(place: Place, binaries: Binaries, launcher: Launcher): Promise<void> {
  await removeUnfinished(place);
  const unfinished = await mkdtemp(join(place.dataDir, UNFINISHED));
  await handOver(launcher, unfinished);
  await finish(launch(launcher, initdbCommand(binaries, unfinished), ["ignore", "pipe", "pipe"]), place);
  await createDatabase(unfinished, place, binaries, launcher);
  await rename(unfinished, place.cluster).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true });
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    if (!(await clusterStands(place, binaries)))
      throw new EmbeddedError(`The folder ${place.cluster} holds something else; move it away.`);
  });
}

function initdbCommand(binaries: Binaries, folder: string): string[] {
  return [
    binaries.initdb,
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    "--encoding=UTF8",
    "--auth-local=trust",
    "--auth-host=scram-sha-256",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
}

async function createDatabase(folder: string, place: Place, binaries: Binaries, launcher: Launcher) {
  const child = launch(
    launcher,
    [binaries.postgres, "--single", "-D", folder, "postgres"],
    ["pipe", "pipe", "pipe"],
  );
  child.stdin?.on("error", () => {});
  child.stdin?.end(`create database ${DATABASE};\n`);
  await finish(child, place);
}

/** Older leftovers only: a fresh one may belong to another starter that is at work. */
async function removeUnfinished(place: Place): Promise<void> {
  for (const name of await readdir(place.dataDir)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const folder = join(place.dataDir, name);
    if (await isOld(folder)) await rm(folder, { recursive: true, force: true });
  }
}

async function isOld(folder: string): Promise<boolean> {
  const stats = await stat(folder).catch(() => null);
  return stats !== null && Date.now() - stats.mtimeMs > 600_000;
}

async function finish(child: ChildProcess, place: Place): Promise<void> {
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, , stderr] = await Promise.all([
    ended,
    child.stdout && text(child.stdout),
    child.stderr && text(child.stderr),
  ]);
  if (code === 0) return;
  const lines = (stderr ?? "").split("\n").filter(Boolean);
  const reason =
    lines.find((line) => /(error|FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? `exit code ${code}`;
  throw new EmbeddedError(
    `The embedded database cannot be made in ${place.dataDir}: ${reason.replace(/^.*(error|FATAL|PANIC): */, "")}`,
  );
}
