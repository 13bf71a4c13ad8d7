// All invoices in four numbers, each a way to those behind it.
import { StatTile } from "#components/chart/stat-tile.tsx";
import type { InvoiceSum, InvoiceSums } from "#lib/billing/sum-invoices.ts";
import { formatInteger } from "#lib/shared/format.ts";
import { amountText } from "#lib/shared/money.ts";

const TILES: [keyof InvoiceSums, label: string, status: string][] = [
  ["overdue", "Overdue", "overdue"],
  ["open", "Open", "open"],
  ["draft", "Drafts", "draft"],
  ["paidLately", "Paid in 30 days", "paid"],
];

export function InvoiceTiles({ sums }: { sums: InvoiceSums }) {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {TILES.map(([name, label, status]) => (
        <StatTile
          key={name}
          label={label}
          value={amountText(sums[name].micros)}
          note={name === "overdue" ? <Late sum={sums[name]} /> : countText(sums[name])}
          href={`/admin/invoices?status=${status}`}
        />
      ))}
    </div>
  );
}

function Late({ sum }: { sum: InvoiceSum }) {
  return sum.count === 0 ? countText(sum) : <span className="font-medium text-danger">{countText(sum)}</span>;
}

const countText = ({ count }: InvoiceSum) => (count === 1 ? "1 invoice" : `${formatInteger(count)} invoices`);
