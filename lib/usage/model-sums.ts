// What models were used for over a range, whole days from their sums by day.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import type { Payer } from "#lib/shared/gateway.ts";
import type { UsageFilter } from "./filter.ts";
import { segmentsOf } from "./parts.ts";
import { rowsOf } from "./prepared.ts";

const MOST = 200;
const FIGURES = {
  calls: "calls",
  failed: "failed",
  estimated: "estimated",
  unpriced: "unpriced",
  inputTokens: "input_tokens",
  cacheReadTokens: "cache_read_tokens",
  cacheWriteTokens: "cache_write_tokens",
  outputTokens: "output_tokens",
  audioInputTokens: "audio_input_tokens",
  audioOutputTokens: "audio_output_tokens",
};

export interface ModelSum extends Record<keyof typeof FIGURES, number> {
  provider: string;
  model: string;
  payer: Payer;
  /** Pico-USD in digits. */
  cost: string;
}

/** At most 200, the dearest first. */
export async function sumModels(tx: Tx, filter: UsageFilter): Promise<ModelSum[]> {
  const ask = { source: "models", metric: "calls", by: "none", starts: [filter.from] } as const;
  const columns = Object.values(FIGURES).concat("cost_pico");
  const sums = sql.raw(columns.map((name) => `sum(u.${name}) as ${name}`).join(", "));
  const selects = segmentsOf(filter, ask).parts.map(
    ({ from, where }) =>
      sql`select u.provider, u.model, u.payer, ${sums} from ${from} where ${where} group by 1, 2, 3`,
  );
  const figures = Object.entries(FIGURES).map(([name, column]) => `sum(${column})::float8 as "${name}"`);
  return rowsOf<ModelSum>(
    tx,
    sql`
    with parts as (${sql.join(selects, sql` union all `)})
    select provider, model, payer, ${sql.raw(figures.join(", "))}, sum(cost_pico)::text as cost
    from parts group by 1, 2, 3 order by sum(cost_pico) desc, sum(calls) desc, model, provider, payer limit ${MOST}`,
  );
}
