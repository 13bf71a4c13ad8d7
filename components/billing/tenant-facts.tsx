// Whose invoice it is, for staff.
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { InvoiceView } from "#lib/billing/view.ts";
import { amountText } from "#lib/shared/money.ts";

export function TenantFacts({ invoice, balanceMicros }: { invoice: InvoiceView; balanceMicros: number }) {
  const { tenant, customer } = invoice;
  const href = `/admin/tenants/${tenant.clientId}`;
  const facts = [
    { label: "Tenant", value: <TextLink href={href}>{tenant.name}</TextLink> },
    { label: "Its invoices", value: <TextLink href={`${href}/billing`}>Billing</TextLink> },
    { label: "Credit left", value: amountText(balanceMicros) },
    { label: "Sent to", value: customer.email || "The owners" },
  ];
  return (
    <Card>
      <CardHeader title="Customer" />
      <CardContent>
        <dl className="grid gap-2.5 text-ui">
          {facts.map(({ label, value }) => (
            <div key={label} className="flex items-baseline justify-between gap-4">
              <dt className="shrink-0 text-muted-foreground">{label}</dt>
              <dd className="min-w-0 break-words text-right tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      </CardContent>
    </Card>
  );
}
