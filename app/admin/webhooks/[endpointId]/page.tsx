import type { Metadata } from "next";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import type { Search } from "#components/keys/list/key-filters.ts";
import { deliverySearch } from "#components/webhooks/delivery-search.ts";
import { EndpointScreen } from "#components/webhooks/endpoint-screen.tsx";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { getDelivery } from "#lib/webhooks/get-delivery.ts";
import { getEndpoint } from "#lib/webhooks/get-endpoint.ts";
import { listDeliveries } from "#lib/webhooks/list-deliveries.ts";
import * as act from "../actions.ts";

export const metadata: Metadata = { title: "Webhook" };

const actions = {
  update: act.updateEndpointOfPlatformAction,
  rotate: act.rotateSecretOfPlatformAction,
  test: act.testEndpointOfPlatformAction,
  replay: act.replayDeliveryOfPlatformAction,
  replayFailed: act.replayFailedOfPlatformAction,
  remove: act.deleteEndpointOfPlatformAction,
};

export default async function PlatformWebhookPage(props: {
  params: Promise<{ endpointId: string }>;
  searchParams: Promise<Search>;
}) {
  const { endpointId } = await props.params;
  const { open, status, cursor, filtered } = deliverySearch(await props.searchParams);
  const [viewer, endpoint, page, opened, views] = await Promise.all([
    viewerIn("platform"),
    read(platformOwn(getEndpoint), { endpointId }, "platform"),
    read(platformOwn(listDeliveries), { endpointId, status, cursor }, "platform"),
    open ? read(platformOwn(getDelivery), { endpointId, deliveryId: open }, "platform") : null,
    viewsOf("deliveries", "platform"),
  ]);
  return (
    <EndpointScreen
      endpoint={endpoint}
      rows={page.items}
      nextCursor={page.nextCursor}
      filtered={filtered}
      views={views}
      opened={opened}
      place="platform"
      base="/admin/webhooks"
      mayWrite={viewer.permissions.includes("webhooks:write")}
      actions={actions}
      now={new Date().toISOString()}
      timeZone={viewer.user.timeZone ?? "UTC"}
    />
  );
}
