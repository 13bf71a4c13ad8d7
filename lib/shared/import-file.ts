// Reads a table of keys from CSV or JSON text.
import Papa from "papaparse";
import type { ImportCells } from "./import-table.ts";

/** What is wrong with a file, for whoever chose it. */
export class ImportFileError extends Error {}

/** `format` is csv or json; left out, it is told by the first sign. Throws ImportFileError for what is neither. */
export function readImportFile(content: string, format?: string): ImportCells[] {
  const text = content.replace(/^\ufeff/, "").trim();
  const told = format ?? (/^[[{]/.test(text) ? "json" : "csv");
  if (told === "json") return readJson(text);
  if (told === "csv") return readCsv(text);
  throw new ImportFileError("Use csv or json.");
}

/** The first line names the columns. */
function readCsv(text: string): ImportCells[] {
  const { data, errors } = Papa.parse<ImportCells>(text, { header: true, skipEmptyLines: "greedy" });
  const [error] = errors.filter(({ code }) => code !== "UndetectableDelimiter");
  if (!error) return data;
  const line = error.row === undefined ? "" : ` in row ${error.row + 1}`;
  throw new ImportFileError(`This is no CSV${line}: ${error.message}.`);
}

/** A list of objects, or an object whose `rows` is one. */
function readJson(text: string): ImportCells[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ImportFileError("This is no JSON.");
  }
  const list = Array.isArray(value) ? value : (value as { rows?: unknown } | null)?.rows;
  if (!Array.isArray(list) || list.some((row) => typeof row !== "object" || row === null))
    throw new ImportFileError("Give a list of objects, one for each key.");
  return list;
}
