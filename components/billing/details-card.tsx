// Who is billed, for those who may look but not change it.
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { BillingDetailsView } from "#lib/billing/view.ts";

export function DetailsCard({ details, name }: { details: BillingDetailsView; name: string }) {
  const { legalName, address, taxId, email } = details;
  return (
    <Card>
      <CardHeader title="Billing details" description="An owner of the workspace can change them." />
      <CardContent>
        <KeyValueList
          items={[
            { label: "Legal name", value: legalName || name },
            {
              label: "Address",
              value: address ? <span className="whitespace-pre-line">{address}</span> : null,
            },
            { label: "Tax ID", value: taxId || null },
            { label: "Invoices go to", value: email || "The owners" },
          ]}
        />
      </CardContent>
    </Card>
  );
}
