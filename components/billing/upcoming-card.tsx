// What the running month comes to until now, line by line, and what it will come to.
import { IncludedBar } from "#components/billing/included-bar.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { InvoiceLineView, UpcomingView } from "#lib/billing/view.ts";
import { formatCompact, formatMicros, formatTime } from "#lib/shared/format.ts";
import { monthText, periodText, quantityText, unitPriceText } from "#lib/shared/invoice-words.ts";

export function UpcomingCard({ upcoming }: { upcoming: UpcomingView }) {
  const { month, period, usage, lines, forecast } = upcoming;
  const lineOf = (meter: string, of: InvoiceLineView[] = lines) => of.find((line) => line.meter === meter);
  return (
    <Card>
      <CardHeader
        title={monthText(month)}
        description={`${periodText(period)}, as of ${formatTime(upcoming.asOf, period.zone)} (${period.zone})`}
      />
      <CardContent className="grid flex-1 content-start gap-5">
        {lines
          .filter(({ kind }) => kind === "base")
          .map((line) => (
            <div key={line.text} className="grid gap-0.5">
              <Row title={line.text} amount={formatMicros(line.amountMicros)} />
              <p className="text-muted-foreground text-xs">Price of the plan for a month</p>
            </div>
          ))}
        {usage.map((each) => (
          <MeterRow
            key={each.meter}
            {...each}
            line={lineOf(each.meter)}
            expected={lineOf(each.meter, forecast?.lines)?.quantity ?? null}
          />
        ))}
        {usage.length === 0 ? (
          <p className="text-muted-foreground text-ui">Nothing is billed by use in this plan.</p>
        ) : null}
        <Sums upcoming={upcoming} />
      </CardContent>
    </Card>
  );
}

function Row({ title, amount }: { title: string; amount: string }) {
  return (
    <div className="flex items-baseline justify-between gap-3 text-ui">
      <h3 className="font-medium">{title}</h3>
      <span className="font-medium tabular-nums">{amount}</span>
    </div>
  );
}

interface MeterRowProps {
  meter: string;
  label: string;
  quantity: number;
  included: number | null;
  line: InvoiceLineView | undefined;
  expected: number | null;
}

function MeterRow({ meter, label, quantity, included, line, expected }: MeterRowProps) {
  const price = line?.price ? unitPriceText(meter, line.price) : null;
  const words = usageWords({ meter, quantity, included, billed: line?.billed ?? 0, price });
  return (
    <div className="grid gap-1.5">
      <Row title={label} amount={line ? formatMicros(line.amountMicros) : "No charge"} />
      {included ? (
        <IncludedBar label={`${label}: ${words}`} used={quantity} included={included} expected={expected} />
      ) : null}
      <p className="flex flex-wrap justify-between gap-x-3 text-muted-foreground text-xs tabular-nums">
        <span>{words}</span>
        {expected !== null && expected > quantity ? (
          <span>about {meter === "cost" ? formatMicros(expected) : formatCompact(expected)} by the end</span>
        ) : null}
      </p>
    </div>
  );
}

interface UsageWords {
  meter: string;
  quantity: number;
  included: number | null;
  billed: number;
  price: string | null;
}

/** "6,961 of 20,000 included, then $0.50 per 1,000" */
function usageWords({ meter, quantity, included, billed, price }: UsageWords): string {
  const amount = (value: number) => quantityText(meter, value);
  if (!included) return price ? `${amount(quantity)} used, ${price}` : `${amount(quantity)} used`;
  const within = `${amount(quantity)} of ${amount(included)} included`;
  if (!price) return quantity > included ? `${amount(quantity)} used, ${amount(included)} included` : within;
  if (billed === 0) return `${within}, then ${price}`;
  return `${amount(quantity)} used, ${amount(included)} included, ${amount(billed)} beyond at ${price}`;
}

function Sums({ upcoming }: { upcoming: UpcomingView }) {
  const { lines, dueMicros, creditMicros, forecast } = upcoming;
  const taxes = lines.filter(({ kind }) => kind === "tax");
  return (
    <dl className="grid gap-1.5 border-t pt-4 text-ui tabular-nums">
      {taxes.map(({ text, amountMicros }) => (
        <Sum key={text} label={text} amount={formatMicros(amountMicros)} />
      ))}
      {creditMicros > 0 ? <Sum label="Credit that is applied" amount={formatMicros(-creditMicros)} /> : null}
      <Sum label="To pay so far" amount={formatMicros(dueMicros)} strong />
      {forecast ? (
        <Sum label="Expected for the whole month" amount={`about ${formatMicros(forecast.dueMicros)}`} />
      ) : null}
    </dl>
  );
}

function Sum({ label, amount, strong }: { label: string; amount: string; strong?: boolean }) {
  return (
    <div
      className={
        strong
          ? "flex justify-between gap-3 font-semibold"
          : "flex justify-between gap-3 text-muted-foreground"
      }
    >
      <dt>{label}</dt>
      <dd>{amount}</dd>
    </div>
  );
}
