// PostgreSQL refuses to run as root. Finds the gentlest way that works here to run it all the same,
// and to have the kernel stop it when our own process is killed.
import { type ChildProcess, execFile, type SpawnOptions, spawn } from "node:child_process";
import { chown, lchown, readdir, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { EmbeddedError } from "./error.ts";

const NOBODY = 65_534;
const run = promisify(execFile);

/** A way to start PostgreSQL's programs. */
export interface Launcher {
  /** Program and arguments that the command is appended to. */
  prefix: string[];
  /** The user that owns the cluster's files, when it is not ours. */
  uid: number | null;
  /** Whether node has to change the user because `prefix` does not. */
  switchUser: boolean;
}

const DIE_WITH_PARENT = ["setpriv", "--pdeathsig", "INT"];

/** A namespace in which our files belong to "nobody": nothing is chowned, and folders that only we read work. */
const IN_NAMESPACE: Launcher = {
  prefix: [
    "unshare",
    "--user",
    `--map-user=${NOBODY}`,
    `--map-group=${NOBODY}`,
    "--",
    ...DIE_WITH_PARENT,
    "--",
  ],
  uid: null,
  switchUser: false,
};

const AS_USER: Launcher[] = [
  { prefix: [...DIE_WITH_PARENT, "--"], uid: null, switchUser: false },
  { prefix: [], uid: null, switchUser: false },
];

const AS_ROOT: Launcher[] = [
  IN_NAMESPACE,
  // Where namespaces are forbidden (most containers): another user that may still pass root's folders.
  {
    prefix: [
      ...DIE_WITH_PARENT,
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      "--clear-groups",
      "--inh-caps=+dac_override",
      "--ambient-caps=+dac_override",
      "--",
    ],
    uid: NOBODY,
    switchUser: false,
  },
  { prefix: [], uid: NOBODY, switchUser: true },
];

function candidates(): Launcher[] {
  if (process.getuid?.() === 0) return AS_ROOT;
  return hasName() ? AS_USER : [IN_NAMESPACE, ...AS_USER];
}

/** Containers run under users that /etc/passwd does not know, which initdb refuses. */
function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}

/** The first launcher that can run `program --version` here. Throws EmbeddedError when none can. */
export async function chooseLauncher(program: string): Promise<Launcher> {
  let reason = "";
  for (const launcher of candidates()) {
    const [file, ...args] = [...launcher.prefix, program, "--version"] as unknown as [string, ...string[]];
    try {
      await run(file, args, { env: cleanEnvironment(), cwd: "/", ...userOf(launcher) });
      return launcher;
    } catch (error) {
      reason = (error as Error).message.split("\n").filter(Boolean).at(-1) ?? "";
    }
  }
  throw new EmbeddedError(
    `The embedded PostgreSQL cannot be run here (${reason}); set DATABASE_URL instead.`,
  );
}

/** Starts a program of PostgreSQL in a session of its own, so that Ctrl-C reaches us first. */
export function launch(launcher: Launcher, command: string[], stdio: SpawnOptions["stdio"]): ChildProcess {
  const [file, ...args] = [...launcher.prefix, ...command] as unknown as [string, ...string[]];
  return spawn(file, args, { stdio, detached: true, cwd: "/", env: cleanEnvironment(), ...userOf(launcher) });
}

/** Sees to it that a folder and all in it belong to the user that PostgreSQL runs as, which may have changed. */
export async function handOver(launcher: Launcher, folder: string): Promise<void> {
  const owner = launcher.uid ?? process.getuid?.();
  if (process.getuid?.() !== 0 || owner === undefined || (await stat(folder)).uid === owner) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await handOver(launcher, path);
    else await lchown(path, owner, owner);
  }
  await chown(folder, owner, owner);
}

function userOf(launcher: Launcher): { uid?: number; gid?: number } {
  return launcher.switchUser && launcher.uid !== null ? { uid: launcher.uid, gid: launcher.uid } : {};
}

/** None of our secrets, and messages in English, for we read them. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "production",
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
  };
}
