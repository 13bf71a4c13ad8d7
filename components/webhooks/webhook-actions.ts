// What the webhook screens can do, as the pages hand it to them. Every one is a server action.
import type { z } from "zod";
import type { Act } from "#components/form/act.ts";
import type { CreateEndpoint, UpdateEndpoint } from "#lib/webhooks/schemas.ts";
import type { DeliveryView, EndpointView, EndpointWithSecret } from "#lib/webhooks/view.ts";

interface Target {
  endpointId: string;
}

export interface WebhookActions {
  create: Act<z.input<typeof CreateEndpoint>, EndpointWithSecret>;
  update: Act<z.input<typeof UpdateEndpoint>, EndpointView>;
  rotate: Act<Target & { graceSeconds?: number }, EndpointWithSecret>;
  test: Act<Target, DeliveryView>;
  replay: Act<Target & { deliveryId: string }, DeliveryView>;
  replayFailed: Act<Target & { since: string }, { replayed: number }>;
  remove: Act<Target, EndpointView>;
}
