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
  "mostOutput",
  "source",
  "asOf",
] as const;

export function lineOf(price: PriceView): string {
  return COLUMNS.map((column) => price[column] ?? "").join(",");
}

/** Empty lines, and the line with the names of the columns, are left out. What is wrong is said by the server. */
export function pricesIn(text: string): SetPricesInput["prices"] {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("provider,"));
  return lines.map((line) => {
    const cells = line.split(",").map((cell) => cell.trim());
    const entries = COLUMNS.map((column, index) => [column, cells[index] || undefined]);
    return Object.fromEntries(entries) as SetPricesInput["prices"][number];
  });
}
