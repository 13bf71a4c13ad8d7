// Copies of the whole database into a file, and back into an empty one. Secrets of the installation are not in it.
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { Command } from "commander";
import type { Header, Manifest } from "#lib/backup/format.ts";
import { lostPeppers, pepperMarks } from "#lib/backup/pepper-marks.ts";
import { readManifest } from "#lib/backup/read-backup.ts";
import { restoreBackup } from "#lib/backup/restore-backup.ts";
import { writeBackup } from "#lib/backup/write-backup.ts";
import { systemClock } from "#lib/core/clock.ts";
import type { Settings } from "#lib/core/env.ts";
import { DomainError } from "#lib/core/errors.ts";
import { globalsOf } from "../globals.ts";
import { hereOnly } from "../here-only.ts";
import { type OwnerDatabase, withOwnerDatabase } from "../owner-database.ts";
import { giveUpFile, reserveFile } from "../private-output.ts";
import { openScreen, type Screen } from "../screen.ts";

interface Options {
  lostPeppers?: boolean;
}

export function backup(command: Command): void {
  hereOnly(command)
    .argument("<file>", "where to write it; never written over another")
    .action(async (file: string, _options: Options, asked: Command) => {
      const screen = openScreen(globalsOf(asked).json);
      await withOwnerDatabase({ prepare: false }, (owner) => takeBackup(owner, file, screen));
    });
}

export function restore(command: Command): void {
  hereOnly(command)
    .argument("<file>", "what `keyhold backup` wrote")
    .option("--lost-peppers", "go on without the peppers of the backup: no key in it will verify")
    .action(async (file: string, options: Options, asked: Command) => {
      const screen = openScreen(globalsOf(asked).json);
      // Nothing is touched for a file that is not whole.
      await readManifest(file);
      await withOwnerDatabase({ prepare: true }, async ({ sql, schema, peppers }) => {
        const manifest = await restoreBackup(sql, file, (header) => {
          refuseOtherSchema(header, schema);
          if (!options.lostPeppers) refuseOtherPeppers(lostPeppers(header.peppers, peppers));
        });
        showRestored(manifest, file, screen);
      });
    });
}

async function takeBackup(owner: OwnerDatabase, path: string, screen: Screen): Promise<void> {
  const { sql, schema, peppers, settings } = owner;
  const file = await reserveFile(path);
  try {
    const output = file.createWriteStream({ flush: true });
    const takenAt = systemClock().toISOString();
    const header: Header = { format: 1, schema, takenAt, peppers: pepperMarks(peppers) };
    const manifest = await writeBackup(sql, header, output);
    await finished(output);
    const summary = { file: path, ...summaryOf(manifest), keepBeside: keptBeside(settings) };
    if (screen.json) screen.line(JSON.stringify(summary, null, 2));
    else showTaken(summary, screen);
  } catch (error) {
    await giveUpFile(file, path);
    throw error;
  }
}

function showTaken(
  {
    file,
    tables,
    rows,
    takenAt,
    keepBeside,
  }: ReturnType<typeof summaryOf> & { file: string; keepBeside: string[] },
  screen: Screen,
): void {
  screen.line(`${file}: ${tables} tables, ${rows} rows, as of ${takenAt}`);
  screen.line("Secrets are not in it. Keep these too, and not in the same place:");
  for (const each of keepBeside) screen.line(`  ${each}`);
}

/** What a restored installation needs besides the file. */
function keptBeside({ peppers, masterKeys, authSecret, transit, dataDir }: Settings): string[] {
  const generated = !peppers || !masterKeys || !authSecret;
  return [
    generated && `${join(dataDir, "secrets.json")} (what of these is not set in the environment)`,
    "KEYHOLD_PEPPERS, without which no key is known again",
    transit
      ? `the Transit key ${transit.mount}/${transit.key}, without which no provider key opens`
      : "KEYHOLD_MASTER_KEYS, without which no provider key opens",
    "AUTH_SECRET, without which everybody signs in anew",
    `${join(dataDir, "spool")} of each api: usage that was not stored yet`,
  ].filter((line) => line !== false);
}

function refuseOtherSchema(header: Header, schema: string): void {
  if (header.schema !== schema)
    throw new DomainError(
      "conflict",
      `The backup is of schema ${header.schema}, and this Keyhold makes ${schema}. Restore it with the version that made it, and upgrade then.`,
    );
}

function refuseOtherPeppers(lost: string[]): void {
  if (lost.length > 0)
    throw new DomainError(
      "conflict",
      `KEYHOLD_PEPPERS lacks version ${lost.join(", ")} of the backup, or has another in its place: no key would verify. Put the secrets of that time in place, or say --lost-peppers.`,
    );
}

function showRestored(manifest: Manifest, file: string, screen: Screen): void {
  const summary = summaryOf(manifest);
  if (screen.json) {
    screen.line(JSON.stringify(summary, null, 2));
    return;
  }
  screen.line(`${summary.tables} tables, ${summary.rows} rows, as of ${manifest.takenAt}`);
  screen.line(`Prove it before anything runs on it: keyhold doctor --backup ${file}`);
}

function summaryOf({ tables, schema, takenAt }: Manifest) {
  return {
    schema,
    takenAt,
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
  };
}
