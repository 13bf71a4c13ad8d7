// What one call of a language model came to.
import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { PAYERS } from "#lib/shared/gateway.ts";
import type { ModelCallRow } from "./find-stored-call.ts";
import { dollars } from "./models.ts";
import { usage } from "./postgres-usage.ts";

/** Of calls that just ended: older ones are found in the log. */
const RECENT_MS = 3_600_000;

export const ModelCallView = z.strictObject({
  provider: z.string(),
  model: z.string(),
  payer: z.enum(PAYERS),
  /** Those from and for the provider's cache included. */
  inputTokens: z.int(),
  outputTokens: z.int(),
  audioInputTokens: z.int().describe("Of inputTokens: sound."),
  audioOutputTokens: z.int().describe("Of outputTokens: sound."),
  /** Dollars, exactly; null when the price is not known. */
  cost: z.string().nullable(),
  /** Whether the tokens are a guess, because the caller left before the provider counted. */
  estimated: z.boolean(),
  totalMs: z.number(),
});
export type ModelCallView = z.infer<typeof ModelCallView>;

/** By the call's request id; null while it is not stored, which takes some tenths of a second. */
export const findModelCall = query({
  name: "usage.find_model_call",
  on: "tenant",
  can: "usage:read",
  input: z.strictObject({ requestId: z.string("Give the call’s request id.").min(1).max(200) }),
  async run({ tx, now, tenantId }, { requestId }): Promise<ModelCallView | null> {
    const row = await usage.modelCall(tx, tenantId, requestId, new Date(now.getTime() - RECENT_MS));
    return row && toModelCallView(row);
  },
});

export function toModelCallView(row: ModelCallRow): ModelCallView {
  return {
    provider: row.provider,
    model: row.model,
    payer: row.payer,
    inputTokens: row.inputTokens + row.cacheReadTokens + row.cacheWriteTokens,
    outputTokens: row.outputTokens,
    audioInputTokens: row.audioInputTokens,
    audioOutputTokens: row.audioOutputTokens,
    cost: row.costPico === null ? null : dollars(String(row.costPico)),
    estimated: row.estimated,
    totalMs: row.totalMicros / 1_000,
  };
}
