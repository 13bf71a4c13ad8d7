import type { Metadata } from "next";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { CreateEndpointButton } from "#components/webhooks/create-endpoint-button.tsx";
import { EndpointsTable } from "#components/webhooks/endpoints-table.tsx";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { listEndpoints } from "#lib/webhooks/list-endpoints.ts";
import { createEndpointAction } from "./actions.ts";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const place = { tenant: (await props.params).tenant };
  const cursor = textOf(await props.searchParams, "after");
  const [viewer, page] = await Promise.all([viewerIn(place), read(listEndpoints, { cursor }, place)]);
  const mayWrite = viewer.permissions.includes("webhooks:write");
  return (
    <Page>
      <PageHeader
        title="Webhooks"
        description="Your own services and chats hear of what happens here: keys, alerts, leaks."
        actions={mayWrite ? <CreateEndpointButton place={place} create={createEndpointAction} /> : null}
      />
      <EndpointsTable
        rows={page.items}
        nextCursor={page.nextCursor}
        base={`/t/${place.tenant}/webhooks`}
        mayWrite={mayWrite}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC"}
      />
    </Page>
  );
}
