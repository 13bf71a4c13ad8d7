// What a plan costs: by the month, and for what is used beyond what is included.
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import type { PlanView } from "#lib/plans/view.ts";
import { includedText, usagePriceText } from "#lib/shared/invoice-words.ts";
import { amountText } from "#lib/shared/money.ts";

export function PlanPrice({ plan }: { plan: PlanView }) {
  const included = Object.entries(plan.included);
  return (
    <Card>
      <CardHeader title={`${plan.name} plan`} description={plan.description || undefined} />
      <CardContent className="grid gap-4">
        <MonthlyPrice plan={plan} />
        <KeyValueList
          className="[&>div]:sm:grid-cols-[6rem_1fr]"
          items={[
            {
              label: "Included",
              value:
                included.map(([meter, amount]) => includedText(meter, amount)).join(", ") || "Nothing by use",
            },
            { label: "Beyond that", value: <UsagePriceList prices={plan.usagePrices} /> },
          ]}
        />
      </CardContent>
    </Card>
  );
}

export function MonthlyPrice({ plan, className }: { plan: PlanView; className?: string }) {
  return (
    <p className={cn("text-muted-foreground text-ui", className)}>
      <span className="font-semibold text-foreground text-xl tabular-nums tracking-tight">
        {amountText(plan.monthlyMicros)}
      </span>{" "}
      a month
    </p>
  );
}

export function UsagePriceList({ prices }: { prices: PlanView["usagePrices"] }) {
  const priced = Object.entries(prices);
  if (priced.length === 0) return <>Costs nothing</>;
  return (
    <ul className="grid gap-0.5">
      {priced.map(([meter, price]) => (
        <li key={meter}>{usagePriceText(meter, price)}</li>
      ))}
    </ul>
  );
}
