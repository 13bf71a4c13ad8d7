// What language models were used for, from their sums by day and hour: the ends of a range count to the hour.
import { z } from "zod";
import { HOUR_MS } from "#lib/core/clock.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { PAYERS } from "#lib/shared/gateway.ts";
import { usage } from "./postgres-usage.ts";
import { UsageQuestion } from "./schemas.ts";
import { look, toRangeView } from "./view-range.ts";

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
  audioInputTokens: z.int().describe("Of inputTokens: sound."),
  audioOutputTokens: z.int().describe("Of outputTokens: sound."),
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
  const rows = await usage.models(context.tx, { ...filter, from });
  const items: ModelUseView[] = rows.map((row) => ({ ...row, cost: dollars(row.cost) }));
  return { range: toRangeView(range), items, nextCursor: null };
}

/** Pico-dollars as dollars, exactly. */
export function dollars(pico: string): string {
  const digits = pico.padStart(PICO_DIGITS + 1, "0");
  const part = digits.slice(-PICO_DIGITS).replace(/0+$/, "");
  return `${digits.slice(0, -PICO_DIGITS)}${part && `.${part}`}`;
}
