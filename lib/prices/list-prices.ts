import { and, inArray, sql } from "drizzle-orm";
import { prices } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { type PriceRow, readHeld, toPriceView } from "./queries.ts";
import { ListPrices, type PriceSort, type SortedBy } from "./schemas.ts";

/** What each known model costs now; for platform staff. */
export const listPrices = query({
  name: "price.list",
  on: "platform",
  can: "billing:read",
  input: ListPrices,
  async run({ tx, now }, { q, provider, sort }) {
    const text = q ? `%${q.replace(/[\\%_]/g, "\\$&")}%` : null;
    const named = text ? sql`${prices.provider} || '/' || ${prices.model} ilike ${text}` : undefined;
    const theirs = provider?.length ? inArray(prices.provider, provider) : undefined;
    const rows = await readHeld(tx, now, and(named, theirs));
    return { items: sorted(rows, sort).map(toPriceView), nextCursor: null };
  },
});

/** Rows come by provider and model, and stay so among equals. */
function sorted(rows: PriceRow[], sort: PriceSort | null | undefined): PriceRow[] {
  if (!sort) return rows;
  const [column, direction] = sort.split(".") as [SortedBy, "asc" | "desc"];
  const sign = direction === "asc" ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [one, other] = [figureOf(a, column), figureOf(b, column)];
    if (one === other) return 0;
    if (one === null || other === null) return one === null ? 1 : -1;
    return one < other ? -sign : sign;
  });
}

const figureOf = (row: PriceRow, column: SortedBy) =>
  column === "model" ? `${row.provider}/${row.model}` : row[column];
