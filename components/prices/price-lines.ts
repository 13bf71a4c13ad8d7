// Prices as lines of text, one for each model, for pasting and editing.
import type { PriceView, SetPricesInput } from "#lib/prices/schemas.ts";

export const COLUMNS = [
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

export function lineOf(price: PriceView): string {
  return COLUMNS.map((column) => price[column] ?? "").join(",");
}

/** Empty lines are left out. A line with names of columns says what stands where. What is wrong is said by the server. */
export function pricesIn(text: string): SetPricesInput["prices"] {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const named = lines.find(isHead);
  const columns: readonly string[] = named ? cellsOf(named) : COLUMNS;
  return lines
    .filter((line) => !isHead(line))
    .map((line) => {
      const cells = cellsOf(line);
      const entries = columns.map((column, index) => [column, cells[index] || undefined]);
      return Object.fromEntries(entries) as SetPricesInput["prices"][number];
    });
}

const isHead = (line: string) => line.startsWith("provider,");
const cellsOf = (line: string) => line.split(",").map((cell) => cell.trim());
