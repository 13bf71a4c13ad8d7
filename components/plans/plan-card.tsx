// A plan: what its tenants' keys get unless they say otherwise.
import type { ReactNode } from "react";
import { MonthlyPrice, UsagePriceList } from "#components/billing/plan-price.tsx";
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { LimitList } from "#components/limits/limit-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardFooter } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { PlanView } from "#lib/plans/view.ts";
import { includedText } from "#lib/shared/invoice-words.ts";

export function PlanCard({ plan, action }: { plan: PlanView; action: ReactNode }) {
  const included = Object.entries(plan.included);
  return (
    <Card>
      <header className="grid gap-1 px-4 pt-4 sm:px-5">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="font-semibold text-base">{plan.name}</h2>
          <code className="font-mono text-muted-foreground text-xs">{plan.slug}</code>
          {plan.isDefault ? <Badge tone="brand">Default</Badge> : null}
        </div>
        <p className="text-muted-foreground text-ui">{plan.description || "No description."}</p>
        <MonthlyPrice plan={plan} className="pt-1" />
      </header>
      <CardContent className="flex-1">
        <KeyValueList
          className="[&>div]:sm:grid-cols-[7.5rem_1fr]"
          items={[
            { label: "Limits", value: <LimitList limits={plan.limits} perRequest={plan.perRequest} /> },
            { label: "Scopes", value: <Scopes scopes={plan.scopes} /> },
            { label: "Life of a key", value: lifeOf(plan) },
            {
              label: "Included",
              value:
                included.length === 0
                  ? "Nothing"
                  : `${included.map(([meter, amount]) => includedText(meter, amount)).join(", ")} a month`,
            },
            {
              label: "Beyond that",
              value: <UsagePriceList prices={plan.usagePrices} />,
            },
          ]}
        />
      </CardContent>
      <CardFooter>
        <TextLink className="text-ui" href={`/admin/tenants?plan=${plan.slug}`}>
          Its tenants
        </TextLink>
        {action}
      </CardFooter>
    </Card>
  );
}

function Scopes({ scopes }: { scopes: string[] }) {
  if (scopes.length === 0) return <>None, unless a key has its own</>;
  return (
    <span className="flex flex-wrap gap-1">
      {scopes.map((scope) => (
        <Badge key={scope} className="font-mono">
          {scope}
        </Badge>
      ))}
    </span>
  );
}

function lifeOf({ maxExpiryDays, allowsNeverExpiring }: PlanView): string {
  return `Up to ${maxExpiryDays} days${allowsNeverExpiring ? ", or without end" : ""}`;
}
