// Prices as a file, one model a line: what lists of prices are handed out as, and what changes of them are read from.
import Papa from "papaparse";

export const PRICE_COLUMNS = [
  "provider",
  "model",
  "input",
  "output",
  "cacheRead",
  "cacheWrite",
  "reasoning",
  "audioInput",
  "audioOutput",
  "mostOutput",
  "source",
  "asOf",
] as const;
export type PriceColumn = (typeof PRICE_COLUMNS)[number];

/** What a line says; an empty cell is left out. Whether it is a price is said by whoever takes it. */
export type PriceCells = Partial<Record<PriceColumn, unknown>>;

export interface PriceFile {
  prices: PriceCells[];
  /** Columns that mean nothing here. */
  ignored: string[];
}

/** What is wrong with a file, for whoever chose it. */
export class PriceFileError extends Error {}

/** `format` is csv or json; left out, it is told by the first sign. Throws PriceFileError for what is neither. */
export function readPriceFile(content: string, format?: string | null): PriceFile {
  const text = content.replace(/^\ufeff/, "").trim();
  const told = format ?? (/^[[{]/.test(text) ? "json" : "csv");
  if (told !== "json" && told !== "csv") throw new PriceFileError("Use csv or json.");
  const ignored = new Set<string>();
  const prices = (told === "json" ? jsonRecords(text) : csvRecords(text)).map((record) => {
    const cells: PriceCells = {};
    for (const [name, value] of record) {
      const column = BY_NAME.get(plain(name));
      const cell = typeof value === "string" ? value.trim() : value;
      if (!column) ignored.add(name);
      else if (cell !== "" && cell !== null && cell !== undefined) cells[column] = cell;
    }
    return cells;
  });
  return { prices, ignored: [...ignored] };
}

/** As CSV, with a line that names the columns. */
export function priceLines(prices: readonly Record<PriceColumn, string | number | null>[]): string {
  const data = prices.map((price) => PRICE_COLUMNS.map((column) => price[column] ?? ""));
  return Papa.unparse({ fields: [...PRICE_COLUMNS], data }, { newline: "\n" });
}

type Entries = [name: string, value: unknown][];

/** "Cache read", "cache_read" and "cacheRead" are one. */
const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
const BY_NAME = new Map(PRICE_COLUMNS.map((column) => [plain(column), column]));

/** A line that names columns says what stands where; without one they stand as in PRICE_COLUMNS. */
function csvRecords(text: string): Entries[] {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: "greedy" });
  const [error] = errors.filter(({ code }) => code !== "UndetectableDelimiter");
  if (error) throw new PriceFileError(`This is no CSV in line ${(error.row ?? 0) + 1}: ${error.message}.`);
  const columns: readonly string[] = data.find(isHead) ?? PRICE_COLUMNS;
  return data
    .filter((line) => !isHead(line))
    .map((line) => line.map((cell, index) => [columns[index] ?? `column ${index + 1}`, cell]));
}

function isHead(line: readonly string[]): boolean {
  const names = line.map(plain);
  return names.includes("provider") && names.includes("model");
}

/** A list of objects, or an object whose `items` or `prices` is one, as lists of prices are answered. */
function jsonRecords(text: string): Entries[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PriceFileError("This is no JSON.");
  }
  const { items, prices } = (value ?? {}) as { items?: unknown; prices?: unknown };
  const list = Array.isArray(value) ? value : (items ?? prices);
  if (!Array.isArray(list) || list.some((one) => typeof one !== "object" || one === null))
    throw new PriceFileError("Give a list of objects, one for each model.");
  return list.map((one) => Object.entries(one as object));
}
