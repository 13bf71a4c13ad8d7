"use server";
// What a tenant can do with its webhooks.
import { action } from "#lib/web/action.ts";
import { createEndpoint } from "#lib/webhooks/create-endpoint.ts";
import { deleteEndpoint } from "#lib/webhooks/delete-endpoint.ts";
import { replayDelivery } from "#lib/webhooks/replay-delivery.ts";
import { replayFailed } from "#lib/webhooks/replay-failed.ts";
import { rotateSecret } from "#lib/webhooks/rotate-secret.ts";
import { testEndpoint } from "#lib/webhooks/test-endpoint.ts";
import { updateEndpoint } from "#lib/webhooks/update-endpoint.ts";

// No refresh while a secret is shown: the page is read again when its dialog closes.
export const createEndpointAction = action(createEndpoint);
export const rotateSecretAction = action(rotateSecret);
export const updateEndpointAction = action(updateEndpoint, { refresh: true });
export const testEndpointAction = action(testEndpoint, { refresh: true });
export const replayDeliveryAction = action(replayDelivery, { refresh: true });
export const replayFailedAction = action(replayFailed, { refresh: true });
export const deleteEndpointAction = action(deleteEndpoint);
