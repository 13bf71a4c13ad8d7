// Where a person works elsewhere, and as whom: a file for each, readable by them alone. What others may read is not used.
import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { readClientSettings, SettingsError } from "#lib/core/env.ts";
import { notFound } from "#lib/core/errors.ts";
import { Secret } from "#lib/core/secret.ts";

export interface Profile {
  name: string;
  /** Without a trailing slash. */
  url: string;
  token: Secret;
  /** Why it may not be used; null when it may. */
  fault: string | null;
}

export const USUAL_PROFILE = "default";

const Stored = z.object({ url: z.url(), token: z.string().min(1) });

const folder = () => join(readClientSettings().configDir, "profiles");

/** Throws SettingsError for a name that could be no file's. */
export function profilePath(name: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/.test(name)) return join(folder(), `${name}.json`);
  throw new SettingsError(
    `"${name}" is no name of a profile: use lower-case letters, digits, dashes and underscores.`,
  );
}

/** By name. One that may not be used is among them, with its fault. */
export async function listProfiles(): Promise<Profile[]> {
  const files = await readdir(folder()).catch(() => []);
  const names = files.filter((file) => /^[a-z0-9].*\.json$/.test(file)).map((file) => file.slice(0, -5));
  return Promise.all(names.toSorted().map(readProfile));
}

/** Throws `not_found` when there is none of this name. */
export async function readProfile(name: string): Promise<Profile> {
  const path = profilePath(name);
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw notFound(`profile as ${name}`);
    throw new SettingsError(`${path} cannot be read (${error.code}).`);
  });
  try {
    // Of the opened file, which nobody can put another in place of meanwhile.
    const { mode, uid } = await file.stat();
    const { url, token } = parse(await file.readFile("utf8"), path);
    return { name, url, token: new Secret(token), fault: faultOf(path, mode, uid) };
  } finally {
    await file.close();
  }
}

/** Writes it whole or not at all, for its owner's eyes alone. */
export async function writeProfile(name: string, url: string, token: Secret): Promise<string> {
  const path = profilePath(name);
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const unfinished = join(folder(), `.${randomUUID()}`);
  const file = await open(unfinished, "wx", 0o600);
  await file.writeFile(`${JSON.stringify({ url, token: token.reveal() }, null, 2)}\n`);
  await file.close();
  await rename(unfinished, path);
  return path;
}

/** Throws `not_found` when there is none of this name. */
export async function removeProfile(name: string): Promise<void> {
  await rm(profilePath(name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw notFound(`profile as ${name}`);
    throw new SettingsError(`${profilePath(name)} cannot be removed (${error.code}).`);
  });
}

function parse(text: string, path: string): z.output<typeof Stored> {
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    throw new SettingsError(`${path} holds no profile; make it anew with \`keyhold login\`.`);
  }
}

/** Windows keeps its permissions elsewhere. */
function faultOf(path: string, mode: number, uid: number): string | null {
  const me = userInfo().uid;
  if (me === -1) return null;
  if (uid !== me) return `${path} is not yours.`;
  if ((mode & 0o077) === 0) return null;
  const shown = (mode & 0o777).toString(8).padStart(4, "0");
  return `${path} has mode ${shown}: others may read the token in it. Take that away with chmod 600 ${path}, and revoke the token if somebody did.`;
}
