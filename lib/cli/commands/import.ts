import type { Command } from "commander";
import { invalidField } from "#lib/core/errors.ts";
import { importAnyKeys } from "#lib/keys/import-any-keys.ts";
import type { ImportReport, ImportResult } from "#lib/keys/import-schemas.ts";
import { ImportFileError, readImportFile } from "#lib/shared/import-file.ts";
import { type ImportCells, importBatches, importTable } from "#lib/shared/import-table.ts";
import { STORED_FORMATS } from "#lib/shared/stored-formats.ts";
import { type Call, display, steps } from "../cli.ts";
import { EXIT } from "../failure.ts";
import { textOf } from "../file-text.ts";

interface Options {
  format?: string;
  tenant?: string;
  hash?: string;
  hmacKeyFile?: string;
  hmacKeyEncoding: string;
  legacy?: boolean;
  dryRun?: boolean;
}

const ROWS_AT_ONCE = 500;

export function addImportCommand(keys: Command): void {
  keys
    .command("import <file>")
    .description("take over keys that callers hold already, from a CSV or JSON file, or - for stdin")
    .option("--format <format>", "csv or json; left out: told by the file")
    .option("--tenant <tenant>", "of rows that name none, by id or client id")
    .option("--hash <format>", `how hashes were made: ${STORED_FORMATS.join(", ")}`)
    .option("--hmac-key-file <file>", "holds the key with which HMACs were made")
    .option("--hmac-key-encoding <encoding>", "how that key is written down: utf8, hex or base64", "utf8")
    .option("--legacy", "mark every key as one of an earlier system, counted apart")
    .option("--dry-run", "judge every row and change nothing")
    .addHelpText(
      "after",
      "\nColumns: name, hash or secret, format, start (needed for bcrypt and argon2id), tenant, scopes, environment,\nlimits, perRequest, ownerEmail, expiresAt, ipAllow, tags, metadata, legacy, demo, createdAt, last4.",
    )
    .action(steps<Options>(importFile));
}

/** One transaction for each portion of rows; a file that is imported again finds its keys unchanged. */
async function importFile(call: Call<Options>): Promise<void> {
  const { args, options, screen } = call;
  const { rows, ignored } = importTable(recordsOf(await textOf(args[0]!), options.format));
  if (rows.length === 0) throw invalidField("file", "There is no row in it.");
  if (ignored.length > 0) screen.note(`Columns that are not used: ${ignored.join(", ")}`);
  const input = await importInput(options);
  const report: ImportReport = {
    dryRun: input.dryRun,
    counts: { imported: 0, unchanged: 0, invalid: 0, conflict: 0 },
    results: [],
  };
  const { tenant, legacy } = options;
  const marked = rows.map((row) => ({
    ...row,
    tenant: row.tenant ?? tenant,
    ...(legacy && { legacy: true }),
  }));
  for (const batch of importBatches(marked, ROWS_AT_ONCE))
    add(report, await call.run(importAnyKeys, { ...input, rows: batch }));
  display(call, report, (shown) => showReport(shown, rows, call));
  if (report.counts.invalid > 0) process.exitCode = EXIT.usage;
  else if (report.counts.conflict > 0) process.exitCode = EXIT.conflict;
}

async function importInput({ hash, hmacKeyFile, hmacKeyEncoding, dryRun }: Options) {
  const hmacKey = hmacKeyFile && (await textOf(hmacKeyFile)).replace(/\r?\n$/, "");
  return { format: hash, hmacKey, hmacKeyEncoding, dryRun: dryRun === true };
}

function recordsOf(content: string, format: string | undefined): ImportCells[] {
  try {
    return readImportFile(content, format);
  } catch (error) {
    if (error instanceof ImportFileError) throw invalidField("file", error.message);
    throw error;
  }
}

/** Rows are counted over the whole file. */
function add(report: ImportReport, { counts, results }: ImportReport): void {
  const before = report.results.length;
  for (const status of Object.keys(counts) as (keyof typeof counts)[])
    report.counts[status] += counts[status];
  report.results.push(...results.map((result) => ({ ...result, row: before + result.row })));
}

function showReport(report: ImportReport, rows: ImportCells[], { screen }: Call<Options>): void {
  screen.table(
    ["ROW", "NAME", "RESULT", "KEY", "WHAT"],
    report.results.map((result) => [
      result.row,
      String(rows[result.row - 1]?.name ?? ""),
      wordOf(result, report.dryRun),
      result.keyId,
      [result.field, result.detail].filter(Boolean).join(": "),
    ]),
  );
  const { imported, unchanged, invalid, conflict } = report.counts;
  const verb = report.dryRun ? "would be imported" : "imported";
  screen.note(
    `${imported} ${verb}, ${unchanged} there already, ${invalid} invalid, ${conflict} in conflict.`,
  );
}

const wordOf = ({ status }: ImportResult, dryRun: boolean) =>
  dryRun && status === "imported" ? "would be imported" : status;
