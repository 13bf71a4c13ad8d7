// Prices with the page's filters and order, as a file.
import type { NextRequest } from "next/server";
import { listPrices } from "#lib/prices/list-prices.ts";
import { pricesFile } from "#lib/prices/price-download.ts";
import { priceSearch } from "#lib/prices/price-search.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";

export async function GET(request: NextRequest) {
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const { items } = await read(listPrices, priceSearch(asked).filter, "platform");
  return fileAnswer(pricesFile(items, asked.format === "json" ? "json" : "csv"));
}
