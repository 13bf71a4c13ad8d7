// The page of one endpoint: how it is doing, what it was sent, how a receiver checks it.
import { RefreshWhileBusy } from "#components/credentials/refresh-while-busy.tsx";
import { CodeSnippet } from "#components/feedback/code-snippet.tsx";
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { Banner } from "#components/shell/banner.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { DeliveriesTable, type DeliveriesTableProps } from "#components/webhooks/deliveries-table.tsx";
import { EndpointMenu } from "#components/webhooks/endpoint-menu.tsx";
import { EndpointState, nameOf, troubleOf } from "#components/webhooks/endpoint-state.tsx";
import { Types } from "#components/webhooks/endpoints-table.tsx";
import type { WebhookActions } from "#components/webhooks/webhook-actions.ts";
import { webhookSnippets } from "#components/webhooks/webhook-snippets.ts";
import { KIND_LABELS } from "#lib/shared/webhooks.ts";
import type { EndpointView } from "#lib/webhooks/view.ts";

export interface EndpointScreenProps extends Omit<DeliveriesTableProps, "endpointId" | "url" | "replay"> {
  endpoint: EndpointView;
  base: string;
  mayWrite: boolean;
  actions: Omit<WebhookActions, "create">;
}

export function EndpointScreen({ endpoint, base, mayWrite, actions, ...deliveries }: EndpointScreenProps) {
  const { place, now, timeZone, rows } = deliveries;
  const trouble = troubleOf(endpoint);
  const busy =
    endpoint.secretState === "arriving" ||
    (endpoint.enabled && rows.some(({ status, attempts }) => status === "waiting" && attempts === 0));
  const time = (at: string | null) => at && <RelativeTime at={at} now={now} timeZone={timeZone} />;
  const facts = [
    { label: "Address", value: <span className="break-all">{endpoint.url}</span> },
    { label: "Kind", value: KIND_LABELS[endpoint.kind] },
    { label: "Events", value: <Types types={endpoint.types} /> },
    { label: "Old secret signs until", value: time(endpoint.oldSecretEndsAt) },
    { label: "Failing since", value: time(endpoint.failingSince) },
    { label: "Created", value: time(endpoint.createdAt) },
    { label: "Created by", value: endpoint.createdBy },
  ].filter(({ value }) => value !== null);
  return (
    <Page>
      <PageHeader
        title={<span className="break-all">{nameOf(endpoint)}</span>}
        breadcrumbs={[{ label: "Webhooks", href: base }, { label: nameOf(endpoint) }]}
        badges={<EndpointState endpoint={endpoint} />}
        actions={
          mayWrite ? (
            <div className="flex gap-2">
              <EndpointMenu endpoint={endpoint} place={place} actions={actions} />
            </div>
          ) : null
        }
      />
      {trouble ? (
        <Banner tone="warning" label="Endpoint">
          {trouble}
        </Banner>
      ) : null}
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
        <Card>
          <CardHeader title="Endpoint" level={2} />
          <CardContent>
            <KeyValueList items={facts} />
          </CardContent>
        </Card>
        {endpoint.kind === "standard" ? (
          <Card>
            <CardHeader title="Check the signature" level={2} />
            <CardContent>
              <CodeSnippet snippets={webhookSnippets("whsec_YOUR_SECRET")} />
            </CardContent>
          </Card>
        ) : null}
      </div>
      <DeliveriesTable
        {...deliveries}
        endpointId={endpoint.id}
        url={endpoint.url}
        replay={mayWrite ? actions.replay : undefined}
      />
      <RefreshWhileBusy busy={busy} />
    </Page>
  );
}
