// The paths of what models cost.
import { z } from "zod";
import { pageOf } from "#lib/core/page.ts";
import { listPrices } from "#lib/prices/list-prices.ts";
import { PriceChange, PriceView } from "#lib/prices/schemas.ts";
import { setPrices } from "#lib/prices/set-prices.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const PriceChanges = z.strictObject({ dryRun: z.boolean(), changes: z.array(PriceChange) });

export const priceEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/prices",
    tag: "Prices",
    summary: "List what models cost now, in dollars for a million tokens.",
    where: "platform",
    forPlatform: call(listPrices),
    answer: { name: "PricePage", schema: pageOf(PriceView) },
  },
  {
    method: "POST",
    path: "/v1/prices",
    tag: "Prices",
    summary: "Set what models cost from a moment on, or, with dryRun, say what would change.",
    where: "platform",
    forPlatform: call(setPrices),
    answer: { name: "PriceChanges", schema: PriceChanges },
    repeatable: true,
  },
];
