// The paths of webhooks, of the tenant that is named or else of the platform.
import { z } from "zod";
import type { Operation } from "#lib/core/operation.ts";
import { pageOf } from "#lib/core/page.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { createEndpoint } from "#lib/webhooks/create-endpoint.ts";
import { deleteEndpoint } from "#lib/webhooks/delete-endpoint.ts";
import { getDelivery } from "#lib/webhooks/get-delivery.ts";
import { getEndpoint } from "#lib/webhooks/get-endpoint.ts";
import { listDeliveries } from "#lib/webhooks/list-deliveries.ts";
import { listEndpoints } from "#lib/webhooks/list-endpoints.ts";
import { replayDelivery } from "#lib/webhooks/replay-delivery.ts";
import { replayFailed } from "#lib/webhooks/replay-failed.ts";
import { rotateSecret } from "#lib/webhooks/rotate-secret.ts";
import { testEndpoint } from "#lib/webhooks/test-endpoint.ts";
import { updateEndpoint } from "#lib/webhooks/update-endpoint.ts";
import { DeliveryDetail, DeliveryView, EndpointView, EndpointWithSecret } from "#lib/webhooks/view.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const ENDPOINT = { name: "WebhookEndpoint", schema: EndpointView };
const WITH_SECRET = { name: "WebhookEndpointWithSecret", schema: EndpointWithSecret };
const DELIVERY = { name: "WebhookDelivery", schema: DeliveryView };
const ONE = { id: "endpointId" };
const ONE_DELIVERY = { id: "endpointId", delivery: "deliveryId" };

/** The same operation for a tenant and for the platform's own. */
function forBoth<Input, Output>(operation: Operation<Input, Output>) {
  return {
    tag: "Webhooks",
    where: "named" as const,
    forTenant: call(operation),
    forPlatform: call(platformOwn(operation)),
  };
}

export const webhookEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/v1/webhooks",
    summary: "Have events sent to an address. The secret that signs them is in this answer and never again.",
    ...forBoth(createEndpoint),
    answer: WITH_SECRET,
    status: 201,
    repeatable: true,
  },
  {
    method: "GET",
    path: "/v1/webhooks",
    summary: "List endpoints, newest first.",
    ...forBoth(listEndpoints),
    answer: { name: "WebhookEndpointPage", schema: pageOf(EndpointView) },
  },
  {
    method: "GET",
    path: "/v1/webhooks/:id",
    summary: "Read an endpoint.",
    ...forBoth(getEndpoint),
    params: ONE,
    answer: ENDPOINT,
  },
  {
    method: "PATCH",
    path: "/v1/webhooks/:id",
    summary: "Change an endpoint. What is left out stays as it is.",
    ...forBoth(updateEndpoint),
    params: ONE,
    answer: ENDPOINT,
  },
  {
    method: "DELETE",
    path: "/v1/webhooks/:id",
    summary: "End an endpoint for good, with the log of what it was sent.",
    ...forBoth(deleteEndpoint),
    params: ONE,
    answer: ENDPOINT,
  },
  {
    method: "POST",
    path: "/v1/webhooks/:id/rotate",
    summary: "Give an endpoint a new secret; for graceSeconds messages carry a signature by the old one too.",
    ...forBoth(rotateSecret),
    params: ONE,
    answer: WITH_SECRET,
    repeatable: true,
  },
  {
    method: "POST",
    path: "/v1/webhooks/:id/test",
    summary: "Send a message that tells of nothing, once.",
    ...forBoth(testEndpoint),
    params: ONE,
    answer: DELIVERY,
  },
  {
    method: "POST",
    path: "/v1/webhooks/:id/replay",
    summary: "Send every message again that failed since a moment.",
    ...forBoth(replayFailed),
    params: ONE,
    answer: { name: "WebhookReplay", schema: z.strictObject({ replayed: z.int() }) },
  },
  {
    method: "GET",
    path: "/v1/webhooks/:id/deliveries",
    summary: "List what an endpoint was sent in the last 30 days, newest first.",
    ...forBoth(listDeliveries),
    params: ONE,
    answer: { name: "WebhookDeliveryPage", schema: pageOf(DeliveryView) },
  },
  {
    method: "GET",
    path: "/v1/webhooks/:id/deliveries/:delivery",
    summary: "Read a message with its body, and every attempt to hand it over.",
    ...forBoth(getDelivery),
    params: ONE_DELIVERY,
    answer: { name: "WebhookDeliveryDetail", schema: DeliveryDetail },
  },
  {
    method: "POST",
    path: "/v1/webhooks/:id/deliveries/:delivery/replay",
    summary: "Send one message again, with its own id.",
    ...forBoth(replayDelivery),
    params: ONE_DELIVERY,
    answer: DELIVERY,
  },
];
