// The secrets of an installation: from the environment, else generated once into a file that only we may read.
// A secret that somebody could guess is refused with a sentence that says how to make a good one.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Settings, SettingsError } from "#lib/core/env.ts";
import { Secret } from "#lib/core/secret.ts";
import { readOrCreatePrivately } from "./private-file.ts";
import { refuseWeakKeyring, refuseWeakText } from "./weak-secrets.ts";

export type SecretName = "masterKeys" | "peppers" | "authSecret" | "databasePassword";
export type Secrets<Name extends SecretName = SecretName> = Record<Name, Secret>;

const VARIABLE: Record<SecretName, string> = {
  masterKeys: "KEYHOLD_MASTER_KEYS",
  peppers: "KEYHOLD_PEPPERS",
  authSecret: "AUTH_SECRET",
  databasePassword: "KEYHOLD_DB_PASSWORD",
};

/** Roles' passwords can be changed at any time by migrating, so losing this one loses nothing. */
const MAY_BE_GENERATED: SecretName[] = ["databasePassword"];

const EVERY = Object.keys(VARIABLE) as SecretName[];

interface LoadOptions<Name extends SecretName> {
  /** Refuse generated secrets. */
  production?: boolean;
  /** The secrets that this process may hold; all of them when absent. */
  need?: readonly Name[];
}

/**
 * The secrets of this installation. A value of the environment wins; `file:PATH` reads it from a file.
 * What is missing comes from `secrets.json` in the data folder, which is made when it is not there.
 * Throws SettingsError or KeyringError that name the variable, never its value.
 */
export async function loadSecrets<Name extends SecretName = SecretName>(
  settings: Settings,
  { production = false, need = EVERY as Name[] }: LoadOptions<Name> = {},
): Promise<Secrets<Name>> {
  const missing = need.filter((name) => settings[name] === null);
  if (production) refuseMissing(missing);
  const generated = missing.length > 0 ? await generatedSecrets(settings.dataDir) : {};
  const entries = need.map(async (name) => [name, await secretOf(name, settings, generated)] as const);
  const secrets = Object.fromEntries(await Promise.all(entries)) as Secrets<Name>;
  refuseReuse(secrets);
  return secrets;
}

async function secretOf(
  name: SecretName,
  settings: Settings,
  generated: Partial<Record<SecretName, string>>,
): Promise<Secret> {
  const text = settings[name] ? await contentOf(name, settings[name].reveal()) : generated[name];
  if (!text)
    throw new SettingsError(
      `${secretsFile(settings.dataDir)} lacks ${name}; restore it or set ${VARIABLE[name]}.`,
    );
  if (name === "masterKeys" || name === "peppers") refuseWeakKeyring(text, VARIABLE[name]);
  else refuseWeakText(text, VARIABLE[name]);
  return new Secret(text);
}

async function contentOf(name: SecretName, value: string): Promise<string> {
  if (!value.startsWith("file:")) return value;
  const path = value.slice("file:".length);
  return readFile(path, "utf8").then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      throw new SettingsError(
        `${VARIABLE[name]} names the file ${path}, which cannot be read (${error.code}).`,
      );
    },
  );
}

async function generatedSecrets(dataDir: string): Promise<Partial<Record<SecretName, string>>> {
  const file = secretsFile(dataDir);
  const text = await readOrCreatePrivately(file, () => `${JSON.stringify(generate(), null, 2)}\n`);
  try {
    return JSON.parse(text) as Partial<Record<SecretName, string>>;
  } catch {
    throw new SettingsError(`${file} is damaged; restore it from a backup.`);
  }
}

function generate(): Record<SecretName, string> {
  return {
    masterKeys: `1:${randomBytes(32).toString("base64")}`,
    peppers: `1:${randomBytes(32).toString("base64")}`,
    authSecret: randomBytes(32).toString("base64url"),
    databasePassword: randomBytes(32).toString("base64url"),
  };
}

function refuseMissing(missing: readonly SecretName[]): void {
  const names = missing.filter((name) => !MAY_BE_GENERATED.includes(name)).map((name) => VARIABLE[name]);
  if (names.length === 0) return;
  throw new SettingsError(
    `--production uses no generated secrets; set ${names.join(", ")} in the environment.`,
  );
}

function refuseReuse(secrets: Partial<Secrets>): void {
  if (secrets.masterKeys && secrets.masterKeys.reveal() === secrets.peppers?.reveal())
    throw new SettingsError(
      "KEYHOLD_MASTER_KEYS and KEYHOLD_PEPPERS must not be the same; make one of each.",
    );
}

function secretsFile(dataDir: string): string {
  return join(dataDir, "secrets.json");
}
