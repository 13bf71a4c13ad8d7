// The columns of the table of prices.
import { audioText, priceText } from "#components/prices/price-text.ts";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import type { PriceView } from "#lib/prices/schemas.ts";
import { formatInteger } from "#lib/shared/format.ts";

const NONE = "–";

type Amount = "input" | "output" | "cacheRead" | "cacheWrite" | "reasoning";

const amount = (id: Amount, header: string, more: Partial<DataColumn<PriceView>> = {}) => ({
  ...{ id, header, align: "end" as const, sortable: true },
  cell: (price: PriceView) => (price[id] === null ? NONE : priceText(price[id])),
  ...more,
});

export const PRICE_TABLE_COLUMNS: DataColumn<PriceView>[] = [
  {
    ...{ id: "model", header: "Model", card: "title", required: true, sortable: true },
    cell: ({ provider, model }) => (
      <span className="wrap-anywhere font-mono text-xs">
        {provider}/{model}
      </span>
    ),
  },
  amount("input", "Input"),
  amount("output", "Output"),
  amount("cacheRead", "Cache read"),
  amount("cacheWrite", "Cache write"),
  amount("reasoning", "Thinking", { hidden: true, sortable: false }),
  {
    ...{ id: "audio", header: "Audio in / out", align: "end", className: "whitespace-nowrap" },
    cell: (price) => audioText(price) ?? NONE,
  },
  {
    ...{ id: "mostOutput", header: "Longest answer", align: "end", hidden: true },
    cell: ({ mostOutput }) => (mostOutput === null ? NONE : `${formatInteger(mostOutput)} tokens`),
  },
  {
    ...{ id: "asOf", header: "Read at", sortable: true, className: "whitespace-nowrap text-xs" },
    cell: (price) => <Source price={price} />,
  },
  {
    ...{ id: "effectiveFrom", header: "Holds from", hidden: true, className: "whitespace-nowrap" },
    cell: ({ effectiveFrom }) => effectiveFrom.slice(0, "yyyy-mm-dd".length),
  },
];

function Source({ price: { source, asOf } }: { price: PriceView }) {
  if (!URL.canParse(source) || !/^https?:/.test(source)) return `${source}, ${asOf}`;
  return (
    <span>
      <TextLink href={source}>{new URL(source).hostname}</TextLink>, {asOf}
    </span>
  );
}
