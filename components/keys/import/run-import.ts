// Sends a table in portions and puts the answers together. The reader of CSV is fetched when somebody has a file.
import { type Act, attempt } from "#components/form/act.ts";
import type { ImportSource } from "#components/keys/import/source-fields.tsx";
import type { ImportAnyKeysInput, ImportReport } from "#lib/keys/import-schemas.ts";
import { type ImportCells, importBatches, importTable } from "#lib/shared/import-table.ts";
import type { Place } from "#lib/web/place.ts";

export type ImportAct = Act<ImportAnyKeysInput, ImportReport>;

export interface Judgement {
  report: ImportReport;
  /** What each row is called. */
  names: string[];
  /** Columns that mean nothing to an import. */
  ignored: string[];
}

interface Asked {
  act: ImportAct;
  place: Place;
  source: ImportSource;
  dryRun: boolean;
  onProgress: (rows: number) => void;
}

const ROWS_AT_ONCE = 200;

/** What was answered before something went wrong stands beside the problem. */
export async function judged({ act, place, source, dryRun, onProgress }: Asked): Promise<{
  judgement: Judgement | null;
  problem: string | null;
}> {
  const { readImportFile, ImportFileError } = await import("#lib/shared/import-file.ts");
  let table: ReturnType<typeof importTable>;
  try {
    table = importTable(readImportFile(source.text));
  } catch (error) {
    if (error instanceof ImportFileError) return { judgement: null, problem: error.message };
    throw error;
  }
  const { rows, ignored } = table;
  if (rows.length === 0) return { judgement: null, problem: "There is no row in it." };
  const report: ImportReport = {
    dryRun,
    counts: { imported: 0, unchanged: 0, invalid: 0, conflict: 0 },
    results: [],
  };
  const names = rows.map((row) => (typeof row.name === "string" ? row.name : ""));
  for (const batch of importBatches(marked(rows, source.legacy), ROWS_AT_ONCE)) {
    const answer = await attempt(act, place, { ...settingsOf(source, place), dryRun, rows: batch });
    if (!answer.ok) {
      const judgement = report.results.length > 0 ? { report, names, ignored } : null;
      return { judgement, problem: answer.error.message };
    }
    add(report, answer.data);
    onProgress(report.results.length);
  }
  return { judgement: { report, names, ignored }, problem: null };
}

function settingsOf(source: ImportSource, place: Place) {
  const isHmac = source.format.startsWith("hmac");
  return {
    ...(source.format && { format: source.format }),
    ...(isHmac && source.hmacKey && { hmacKey: source.hmacKey, hmacKeyEncoding: source.hmacKeyEncoding }),
    ...(place === "platform" && source.tenant.trim() && { tenant: source.tenant.trim() }),
  };
}

function marked(rows: ImportCells[], legacy: boolean): ImportCells[] {
  return legacy ? rows.map((row) => ({ ...row, legacy: true })) : rows;
}

/** Rows are counted over the whole table. */
function add(report: ImportReport, { counts, results }: ImportReport): void {
  const before = report.results.length;
  for (const status of Object.keys(counts) as (keyof typeof counts)[])
    report.counts[status] += counts[status];
  report.results.push(...results.map((result) => ({ ...result, row: before + result.row })));
}
