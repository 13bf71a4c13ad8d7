import { ilike, or } from "drizzle-orm";
import { prices } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { readHeld, toPriceView } from "./queries.ts";
import { ListPrices } from "./schemas.ts";

/** What each known model costs now; for platform staff. */
export const listPrices = query({
  name: "price.list",
  on: "platform",
  can: "billing:read",
  input: ListPrices,
  async run({ tx, now }, { q }) {
    const text = q ? `%${q.replace(/[\\%_]/g, "\\$&")}%` : null;
    const where = text === null ? undefined : or(ilike(prices.provider, text), ilike(prices.model, text));
    return { items: (await readHeld(tx, now, where)).map(toPriceView), nextCursor: null };
  },
});
