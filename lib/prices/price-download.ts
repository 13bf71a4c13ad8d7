// Prices as a file: the lines that an import takes, with the moment from which each holds.
import { stringify } from "csv-stringify/sync";
import { PRICE_COLUMNS } from "#lib/shared/price-file.ts";
import type { PriceView } from "./schemas.ts";

export interface PricesFile {
  name: string;
  contentType: string;
  body: string[];
}

const COLUMNS = [...PRICE_COLUMNS, "effectiveFrom"] as const;

/** JSON is the answer of the API. */
export function pricesFile(items: PriceView[], format: "csv" | "json"): PricesFile {
  const name = `prices.${format}`;
  if (format === "json")
    return { name, contentType: "application/json", body: [JSON.stringify({ items }, null, 2), "\n"] };
  const lines = [COLUMNS, ...items.map((price) => COLUMNS.map((column) => price[column]))];
  return {
    name,
    contentType: "text/csv; charset=utf-8",
    body: [stringify(lines, { escape_formulas: true })],
  };
}
