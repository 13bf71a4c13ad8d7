// A tenant's money in three numbers: this month, what waits to be paid, and what is prepaid.
import { StatTile } from "#components/chart/stat-tile.tsx";
import type { InvoiceView, UpcomingView } from "#lib/billing/view.ts";
import { formatDate, formatMicros } from "#lib/shared/format.ts";
import { monthText } from "#lib/shared/invoice-words.ts";

export interface MoneyTilesProps {
  upcoming: UpcomingView;
  /** Invoices that are open or overdue. */
  waiting: InvoiceView[];
  /** The address of an invoice is this, a slash and its id. */
  invoicesHref: string;
}

export function MoneyTiles({ upcoming, waiting, invoicesHref }: MoneyTilesProps) {
  const { month, totalMicros, forecast, creditBalanceMicros } = upcoming;
  const soonest = waiting.toSorted((a, b) => (a.dueAt ?? "").localeCompare(b.dueAt ?? ""))[0];
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <StatTile
        label={`${monthText(month)} until now`}
        value={formatMicros(totalMicros)}
        note={forecast ? `about ${formatMicros(forecast.totalMicros)} by its end` : "with tax, before credit"}
      />
      <StatTile
        label="To pay"
        value={formatMicros(waiting.reduce((sum, { dueMicros }) => sum + dueMicros, 0))}
        note={waitingText(waiting, soonest)}
        href={soonest && `${invoicesHref}/${soonest.id}`}
      />
      <StatTile
        label="Credit"
        value={formatMicros(creditBalanceMicros)}
        note="spent by the next invoice first"
      />
    </div>
  );
}

function waitingText(waiting: InvoiceView[], soonest: InvoiceView | undefined) {
  if (!soonest?.dueAt) return "Nothing is open";
  const overdue = waiting.filter(({ status }) => status === "overdue").length;
  const many = waiting.length === 1 ? "1 invoice" : `${waiting.length} invoices`;
  const due = formatDate(soonest.dueAt, soonest.period.zone);
  if (overdue === 0) return `${many}, due ${due}`;
  return (
    <span className="font-medium text-danger">
      {overdue === waiting.length ? `${many} overdue` : `${many}, ${overdue} overdue`} since {due}
    </span>
  );
}
