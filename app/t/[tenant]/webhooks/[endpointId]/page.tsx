import type { Metadata } from "next";
import type { Search } from "#components/keys/list/key-filters.ts";
import { deliverySearch } from "#components/webhooks/delivery-search.ts";
import { EndpointScreen } from "#components/webhooks/endpoint-screen.tsx";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { getDelivery } from "#lib/webhooks/get-delivery.ts";
import { getEndpoint } from "#lib/webhooks/get-endpoint.ts";
import { listDeliveries } from "#lib/webhooks/list-deliveries.ts";
import { viewsOf } from "../../views/views-of.ts";
import * as act from "../actions.ts";

export const metadata: Metadata = { title: "Webhook" };

const actions = {
  update: act.updateEndpointAction,
  rotate: act.rotateSecretAction,
  test: act.testEndpointAction,
  replay: act.replayDeliveryAction,
  replayFailed: act.replayFailedAction,
  remove: act.deleteEndpointAction,
};

export default async function WebhookPage(props: {
  params: Promise<{ tenant: string; endpointId: string }>;
  searchParams: Promise<Search>;
}) {
  const { tenant, endpointId } = await props.params;
  const place = { tenant };
  const { open, status, cursor, filtered } = deliverySearch(await props.searchParams);
  const [viewer, endpoint, page, opened, views] = await Promise.all([
    viewerIn(place),
    read(getEndpoint, { endpointId }, place),
    read(listDeliveries, { endpointId, status, cursor }, place),
    open ? read(getDelivery, { endpointId, deliveryId: open }, place) : null,
    viewsOf("deliveries", place),
  ]);
  return (
    <EndpointScreen
      endpoint={endpoint}
      rows={page.items}
      nextCursor={page.nextCursor}
      filtered={filtered}
      views={views}
      opened={opened}
      place={place}
      base={`/t/${tenant}/webhooks`}
      mayWrite={viewer.permissions.includes("webhooks:write")}
      actions={actions}
      now={new Date().toISOString()}
      timeZone={viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC"}
    />
  );
}
