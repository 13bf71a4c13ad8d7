// What was prepaid, what is left of it, and what became of the rest.
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import type { CreditEntryView, CreditsView } from "#lib/billing/view.ts";
import { CREDIT_KIND_LABELS } from "#lib/shared/billing.ts";
import { formatDate } from "#lib/shared/format.ts";
import { amountText } from "#lib/shared/money.ts";

export interface CreditCardProps {
  credits: CreditsView;
  /** The address of an invoice is this, a slash and its id. */
  invoicesHref: string;
  timeZone: string;
  actions?: ReactNode;
  /** Shows what is older, too. */
  moreHref: string | null;
}

export function CreditCard({ credits, invoicesHref, timeZone, actions, moreHref }: CreditCardProps) {
  const { balanceMicros, items } = credits;
  return (
    <Card>
      <CardHeader title="Credit" description="The next invoice spends it first." actions={actions} />
      <CardContent className="grid gap-4">
        <p className="font-semibold text-2xl tracking-tight tabular-nums">{amountText(balanceMicros)}</p>
        {items.length === 0 ? (
          <p className="text-muted-foreground text-ui">Nothing was prepaid yet.</p>
        ) : (
          <ol className="grid border-t">
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} invoicesHref={invoicesHref} timeZone={timeZone} />
            ))}
          </ol>
        )}
        {credits.nextCursor && moreHref ? (
          <TextLink href={moreHref} scroll={false} className="justify-self-start text-ui">
            Show all
          </TextLink>
        ) : null}
      </CardContent>
    </Card>
  );
}

function Entry({
  entry,
  invoicesHref,
  timeZone,
}: { entry: CreditEntryView } & Pick<CreditCardProps, "invoicesHref" | "timeZone">) {
  const { kind, note, at, amountMicros, invoiceId } = entry;
  return (
    <li className="flex items-baseline justify-between gap-4 border-b py-2 text-ui last:border-b-0 last:pb-0">
      <div className="grid min-w-0">
        <span className="min-w-0 break-words">
          {invoiceId ? <TextLink href={`${invoicesHref}/${invoiceId}`}>{note}</TextLink> : note}
        </span>
        <span className="text-muted-foreground text-xs">
          {CREDIT_KIND_LABELS[kind]} · {formatDate(at, timeZone)}
        </span>
      </div>
      <span className={cn("shrink-0 tabular-nums", amountMicros > 0 && "text-success")}>
        {amountMicros > 0 ? "+" : ""}
        {amountText(amountMicros)}
      </span>
    </li>
  );
}
