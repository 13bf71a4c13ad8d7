// What language models were used for, from the roll-up by the hour: the ends of a range count to the hour.
import { and, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { modelHours as hours } from "#db/schema/index.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { PAYERS } from "#lib/shared/gateway.ts";
import { UsageQuestion } from "./schemas.ts";
import { look, toRangeView } from "./view-range.ts";

const HOUR_MS = 3_600_000;
const MOST = 200;
const PICO_DIGITS = 12;

export const ModelQuestion = UsageQuestion.pick({
  range: true,
  from: true,
  to: true,
  zone: true,
  key: true,
  environment: true,
});

export const ModelUseView = z.strictObject({
  provider: z.string(),
  model: z.string(),
  payer: z.enum(PAYERS),
  calls: z.int(),
  failed: z.int(),
  /** Of the calls: those whose tokens are a guess, and those without a known price. */
  estimated: z.int(),
  unpriced: z.int(),
  inputTokens: z.int(),
  cacheReadTokens: z.int(),
  cacheWriteTokens: z.int(),
  outputTokens: z.int(),
  /** Dollars, exactly. */
  cost: z.string(),
});
export type ModelUseView = z.infer<typeof ModelUseView>;

export type ModelUsage = Awaited<ReturnType<typeof readModelUsage>>;

/** By model, provider and payer, the dearest first. */
export async function readModelUsage(context: QueryContext, asked: z.output<typeof ModelQuestion>) {
  const question = { ...asked, compare: "none" as const, metric: "calls" as const };
  const { range, filter } = await look(context, question);
  const from = new Date(Math.floor(range.from.getTime() / HOUR_MS) * HOUR_MS);
  const sum = (column: AnyPgColumn) => sql<number>`sum(${column})::float8`;
  const cost = sql<string>`sum(${hours.costPico})::text`;
  const rows = await context.tx
    .select({
      provider: hours.provider,
      model: hours.model,
      payer: hours.payer,
      calls: sum(hours.calls),
      failed: sum(hours.failed),
      estimated: sum(hours.estimated),
      unpriced: sum(hours.unpriced),
      inputTokens: sum(hours.inputTokens),
      cacheReadTokens: sum(hours.cacheReadTokens),
      cacheWriteTokens: sum(hours.cacheWriteTokens),
      outputTokens: sum(hours.outputTokens),
      cost,
    })
    .from(hours)
    .where(
      and(
        gte(hours.bucket, from),
        lt(hours.bucket, range.to),
        filter.tenants && inArray(hours.tenantId, filter.tenants),
        filter.keys && inArray(hours.keyId, filter.keys),
        filter.environment && filter.environment !== "none"
          ? eq(hours.environment, filter.environment)
          : undefined,
      ),
    )
    .groupBy(hours.provider, hours.model, hours.payer)
    .orderBy(desc(sql`sum(${hours.costPico})`), desc(sql`sum(${hours.calls})`), hours.model)
    .limit(MOST);
  const items: ModelUseView[] = rows.map((row) => ({ ...row, cost: dollars(row.cost) }));
  return { range: toRangeView(range), items, nextCursor: null };
}

/** Pico-dollars as dollars, exactly. */
export function dollars(pico: string): string {
  const digits = pico.padStart(PICO_DIGITS + 1, "0");
  const part = digits.slice(-PICO_DIGITS).replace(/0+$/, "");
  return `${digits.slice(0, -PICO_DIGITS)}${part && `.${part}`}`;
}
