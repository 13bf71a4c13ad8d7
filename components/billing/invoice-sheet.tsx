// An invoice as it is printed, on a page: the same words, in the same order.
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Paper, PaperLine } from "#lib/billing/paper.ts";

export function InvoiceSheet({ paper, muted }: { paper: Paper; muted?: boolean }) {
  return (
    <Card aria-label={paper.name} className={cn("p-5 sm:p-8", muted && "bg-card/60")}>
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-2">
        <div className="grid gap-1">
          <p
            className={cn(
              "font-semibold text-2xl tracking-tight tabular-nums",
              muted && "text-muted-foreground",
            )}
          >
            {paper.headline}
          </p>
          {paper.note ? <p className="max-w-xl text-muted-foreground text-ui">{paper.note}</p> : null}
        </div>
      </div>
      <dl className="mt-6 grid gap-y-2 text-ui">
        {paper.facts.map(({ label, value }) => (
          <div key={label} className="grid gap-x-4 sm:grid-cols-[8rem_1fr]">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="min-w-0 break-words tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-6 grid gap-x-8 gap-y-5 border-t pt-6 sm:grid-cols-2">
        <Party label="From" lines={paper.seller} />
        <Party label="Bill to" lines={paper.customer} />
      </div>
      <Lines lines={paper.lines} />
      <Totals totals={paper.totals} />
      {paper.footer ? (
        <p className="mt-8 whitespace-pre-line border-t pt-4 text-muted-foreground text-xs">{paper.footer}</p>
      ) : null}
    </Card>
  );
}

function Party({ label, lines: [name, ...lines] }: { label: string; lines: string[] }) {
  return (
    <section aria-label={label} className="grid min-w-0 content-start gap-0.5 text-ui">
      <h2 className="pb-0.5 text-muted-foreground text-xs">{label}</h2>
      <p className="break-words font-medium">{name}</p>
      {lines.map((line) => (
        <p key={line} className="break-words text-muted-foreground">
          {line}
        </p>
      ))}
    </section>
  );
}

const cell = "py-2.5 align-top tabular-nums";

/** On phones what a line is made of stands under it, and its amount beside it. */
function Lines({ lines }: { lines: PaperLine[] }) {
  return (
    <table className="mt-8 w-full border-collapse text-ui">
      <thead>
        <tr className="border-foreground/70 border-b text-left text-muted-foreground text-xs [&_th]:pb-2 [&_th]:font-medium">
          <th scope="col">Description</th>
          <th scope="col" className="text-right max-sm:hidden">
            Quantity
          </th>
          <th scope="col" className="text-right max-sm:hidden">
            Unit price
          </th>
          <th scope="col" className="text-right">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same
          <tr key={index} className="border-b">
            <th scope="row" className={cn(cell, "min-w-0 pr-4 text-left font-normal")}>
              {line.text}
              {line.detail ? (
                <span className="block text-muted-foreground text-xs">{line.detail}</span>
              ) : null}
              {line.unit ? (
                <span className="block text-muted-foreground text-xs sm:hidden">
                  {line.quantity} at {line.unit}
                </span>
              ) : null}
            </th>
            <td className={cn(cell, "pl-4 text-right max-sm:hidden")}>{line.quantity}</td>
            <td className={cn(cell, "whitespace-nowrap pl-6 text-right max-sm:hidden")}>{line.unit}</td>
            <td className={cn(cell, "whitespace-nowrap pl-6 text-right")}>{line.amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Totals({ totals }: { totals: Paper["totals"] }) {
  return (
    <dl className="mt-1 w-full text-ui tabular-nums sm:ml-auto sm:max-w-xs">
      {totals.map(({ label, amount, strong }) => (
        <div
          key={label}
          className={cn("flex justify-between gap-4 py-2 not-first:border-t", strong && "font-semibold")}
        >
          <dt className={cn(!strong && "text-muted-foreground")}>{label}</dt>
          <dd>{amount}</dd>
        </div>
      ))}
    </dl>
  );
}
