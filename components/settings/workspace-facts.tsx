// What a tenant cannot change about itself: its client id and its plan.
import { CopyButton } from "#components/feedback/copy-button.tsx";
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { LimitList } from "#components/limits/limit-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { PlanView } from "#lib/plans/view.ts";
import { includedText } from "#lib/shared/invoice-words.ts";
import type { TenantView } from "#lib/tenants/view.ts";

export function WorkspaceFacts({ view, plan }: { view: TenantView; plan: PlanView }) {
  const included = Object.entries(plan.included);
  return (
    <>
      <Card>
        <CardHeader title="Identity" description="What the API’s services receive with each of your calls." />
        <CardContent>
          <KeyValueList
            items={[
              { label: "Client id", value: <Copied value={view.clientId} label="Copy the client id" /> },
              { label: "Tenant id", value: <Copied value={view.id} label="Copy the tenant id" /> },
            ]}
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader
          title={`${plan.name} plan`}
          description={plan.description || undefined}
          actions={<Badge tone="brand">Current plan</Badge>}
        />
        <CardContent className="grid gap-4">
          <KeyValueList
            items={[
              {
                label: "Limits of a key",
                value: (
                  <LimitList
                    limits={plan.limits}
                    perRequest={plan.perRequest}
                    emptyText="As agreed, key by key."
                  />
                ),
              },
              { label: "Scopes of a key", value: plan.scopes.join(", ") || "As chosen, key by key." },
              {
                label: "Life of a key",
                value: plan.allowsNeverExpiring
                  ? `Up to ${plan.maxExpiryDays} days, or without end`
                  : `Up to ${plan.maxExpiryDays} days`,
              },
              ...(included.length > 0
                ? [
                    {
                      label: "Included a month",
                      value: included.map(([meter, amount]) => includedText(meter, amount)).join(", "),
                    },
                  ]
                : []),
            ]}
          />
        </CardContent>
      </Card>
    </>
  );
}

function Copied({ value, label }: { value: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="truncate font-mono text-xs">{value}</code>
      <CopyButton value={value} label={label} />
    </span>
  );
}
