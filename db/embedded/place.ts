// Where the embedded PostgreSQL keeps its things inside the data folder.
// Everything is private to the user who runs Keyhold.
import { access, chmod, constants, lstat, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { EmbeddedError } from "./error.ts";
import { makePrivateFolder } from "./folder.ts";

export interface Place {
  dataDir: string;
  cluster: string;
  logFile: string;
}

/** Bytes that a unix socket's path may have, less the name that PostgreSQL appends. */
const MAX_SOCKET_DIR = (process.platform === "darwin" ? 103 : 107) - "/.s.PGSQL.5432".length;

/** Makes the data folder. Throws EmbeddedError when it cannot be made or written. */
export async function preparePlace(folder: string): Promise<Place> {
  let dataDir = resolve(folder);
  try {
    await makePrivateFolder(dataDir);
    dataDir = await realpath(dataDir);
    await access(dataDir, constants.W_OK | constants.X_OK);
    await chmod(dataDir, 0o700);
  } catch (error) {
    throw new EmbeddedError(
      `The data folder ${dataDir} cannot be written (${(error as NodeJS.ErrnoException).code}); ` +
        "make it writable or set KEYHOLD_DATA to another folder.",
    );
  }
  return { dataDir, cluster: join(dataDir, "postgres"), logFile: join(dataDir, "postgres.log") };
}

/**
 * A folder for the socket that only its owner may enter: beside the cluster, or a temporary one when that path is
 * too long for a socket. Others find it in postmaster.pid.
 */
export async function makeSocketDir(place: Place): Promise<string> {
  const beside = join(place.dataDir, "run");
  if (Buffer.byteLength(beside) <= MAX_SOCKET_DIR) {
    await makePrivateFolder(beside);
    await chmod(beside, 0o700);
    return beside;
  }
  const parent = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : "/tmp";
  return mkdtemp(join(parent, "keyhold-"));
}

/** Removes the folder of a socket when it was a temporary one. */
export async function dropSocketDir(place: Place, socketDir: string): Promise<void> {
  if (socketDir.startsWith(place.dataDir)) return;
  const stats = await lstat(socketDir).catch(() => null);
  if (stats?.isDirectory()) await rm(socketDir, { recursive: true, force: true });
}
