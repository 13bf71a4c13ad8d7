import type { Metadata } from "next";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { CreateEndpointButton } from "#components/webhooks/create-endpoint-button.tsx";
import { EndpointsTable } from "#components/webhooks/endpoints-table.tsx";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { listEndpoints } from "#lib/webhooks/list-endpoints.ts";
import { createEndpointOfPlatformAction } from "./actions.ts";

export const metadata: Metadata = { title: "Webhooks" };

export default async function PlatformWebhooksPage({ searchParams }: { searchParams: Promise<Search> }) {
  const cursor = textOf(await searchParams, "after");
  const [viewer, page] = await Promise.all([
    viewerIn("platform"),
    read(platformOwn(listEndpoints), { cursor }, "platform"),
  ]);
  const mayWrite = viewer.permissions.includes("webhooks:write");
  return (
    <Page>
      <PageHeader
        title="Webhooks"
        description="Your own services and chats hear of what happens on the platform and in every tenant."
        actions={
          mayWrite ? <CreateEndpointButton place="platform" create={createEndpointOfPlatformAction} /> : null
        }
      />
      <EndpointsTable
        rows={page.items}
        nextCursor={page.nextCursor}
        base="/admin/webhooks"
        mayWrite={mayWrite}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? "UTC"}
      />
    </Page>
  );
}
