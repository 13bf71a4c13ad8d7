"use server";
// What staff can do with prices.
import { setPrices } from "#lib/prices/set-prices.ts";
import { action } from "#lib/web/action.ts";

export const setPricesAction = action(setPrices, { refresh: true });
