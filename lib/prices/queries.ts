// The rows of prices: what holds at a moment is the latest of a model that has begun.
import { and, asc, desc, eq, lte, type SQL } from "drizzle-orm";
import { prices } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { type PriceView, toDollars } from "./schemas.ts";

export type PriceRow = typeof prices.$inferSelect;

/** One row for each model, by provider and name. */
export function readHeld(tx: Tx, now: Date, where?: SQL): Promise<PriceRow[]> {
  return tx
    .selectDistinctOn([prices.provider, prices.model])
    .from(prices)
    .where(and(lte(prices.effectiveFrom, now), where))
    .orderBy(asc(prices.provider), asc(prices.model), desc(prices.effectiveFrom));
}

/** At the same moment there is one price of a model. */
export async function writePrice(tx: Tx, row: PriceRow): Promise<void> {
  const { provider, model, effectiveFrom, ...rest } = row;
  const found = await tx
    .update(prices)
    .set(rest)
    .where(
      and(eq(prices.provider, provider), eq(prices.model, model), eq(prices.effectiveFrom, effectiveFrom)),
    )
    .returning({ model: prices.model });
  if (found.length === 0) await tx.insert(prices).values(row);
}

export function toPriceView(row: PriceRow): PriceView {
  const optional = (pico: number | null) => (pico === null ? null : toDollars(pico));
  return {
    provider: row.provider,
    model: row.model,
    input: toDollars(row.input),
    output: toDollars(row.output),
    cacheRead: optional(row.cacheRead),
    cacheWrite: optional(row.cacheWrite),
    reasoning: optional(row.reasoning),
    audioInput: optional(row.audioInput),
    audioOutput: optional(row.audioOutput),
    mostOutput: row.mostOutput,
    effectiveFrom: row.effectiveFrom.toISOString(),
    source: row.source,
    asOf: row.asOf,
  };
}
