// The prices that hold now, in memory. A dated model costs what the model without its date does, unless it is listed.
import type { ProviderId } from "#lib/shared/providers.ts";
import type { ModelRef } from "./models.ts";
import type { Price } from "./money.ts";

export interface PriceRow extends Price {
  provider: string;
  model: string;
  effectiveFrom: Date;
}

export interface PriceBook {
  /** Null when it is not known. */
  find(ref: ModelRef): Price | null;
  /** The highest price of each kind that is known. */
  ceiling(): Price;
  models(): readonly { provider: ProviderId; model: string }[];
  /** Resolves when prices were read for the first time. */
  ready(): Promise<void>;
  stop(): void;
}

const DATE = /(?:-\d{4}-\d{2}-\d{2}|-\d{8}|@\d{8}|-\d{4}|-latest)$/;

/** Those of `rows` that hold at `now`, the latest of each model. */
export function pricesAt(rows: readonly PriceRow[], now: Date): Map<string, PriceRow> {
  const held = new Map<string, PriceRow>();
  for (const row of rows) {
    const name = `${row.provider}/${row.model}`;
    const other = held.get(name);
    if (row.effectiveFrom <= now && (!other || other.effectiveFrom < row.effectiveFrom)) held.set(name, row);
  }
  return held;
}

interface BookOptions {
  read(): Promise<PriceRow[]>;
  now(): Date;
  onFailure(error: unknown): void;
  everyMs?: number;
}

/** Reads again every `everyMs`; goes on with what it knows while that fails. */
export function createPriceBook({ read, now, onFailure, everyMs = 15_000 }: BookOptions): PriceBook {
  let rows: PriceRow[] = [];
  let held = new Map<string, PriceRow>();
  const refresh = async () => {
    try {
      rows = await read();
      held = pricesAt(rows, now());
    } catch (error) {
      onFailure(error);
    }
  };
  const first = refresh();
  const timer = setInterval(() => void refresh(), everyMs).unref();
  return {
    find: ({ provider, model }) =>
      held.get(`${provider}/${model}`) ?? held.get(`${provider}/${model.replace(DATE, "")}`) ?? null,
    ceiling: () => highest([...held.values()]),
    models: () =>
      [...held.values()].map(({ provider, model }) => ({ provider: provider as ProviderId, model })),
    ready: () => first,
    stop: () => clearInterval(timer),
  };
}

function highest(prices: readonly Price[]): Price {
  const most = (pick: (price: Price) => number | null) =>
    prices.reduce((sum, price) => Math.max(sum, pick(price) ?? 0), 0);
  const output = most((price) => Math.max(price.output, price.reasoning ?? 0));
  return {
    input: most((price) => price.input),
    output,
    cacheRead: most((price) => price.cacheRead ?? price.input),
    cacheWrite: most((price) => price.cacheWrite ?? price.input),
    reasoning: output,
    audioInput: most((price) => price.audioInput ?? price.input),
    audioOutput: most((price) => price.audioOutput ?? price.output),
    mostOutput: null,
  };
}
