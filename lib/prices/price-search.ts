// The address of the page of prices as a question. What is malformed falls back.
import { PROVIDER_IDS } from "#lib/shared/providers.ts";
import { type ListPricesInput, PRICE_SORTS } from "./schemas.ts";

type Search = Record<string, string | string[] | undefined>;

export interface PriceSearch {
  filter: ListPricesInput;
  /** Whether less than everything is asked for. */
  filtered: boolean;
}

/** Parameters: `q`, `provider` with commas, and `sort`. */
export function priceSearch(search: Search): PriceSearch {
  const text = (name: string) => [search[name]].flat()[0]?.trim() || undefined;
  const named = text("provider")?.split(",") ?? [];
  const provider = PROVIDER_IDS.filter((id) => named.includes(id));
  const q = text("q")?.slice(0, 200);
  const sort = PRICE_SORTS.find((one) => one === text("sort"));
  return {
    filter: { q, provider: provider.length > 0 ? provider : undefined, sort },
    filtered: q !== undefined || provider.length > 0,
  };
}
