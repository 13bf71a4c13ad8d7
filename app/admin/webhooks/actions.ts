"use server";
// What staff can do with the platform's own webhooks.
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { action } from "#lib/web/action.ts";
import { createEndpoint } from "#lib/webhooks/create-endpoint.ts";
import { deleteEndpoint } from "#lib/webhooks/delete-endpoint.ts";
import { replayDelivery } from "#lib/webhooks/replay-delivery.ts";
import { replayFailed } from "#lib/webhooks/replay-failed.ts";
import { rotateSecret } from "#lib/webhooks/rotate-secret.ts";
import { testEndpoint } from "#lib/webhooks/test-endpoint.ts";
import { updateEndpoint } from "#lib/webhooks/update-endpoint.ts";

// No refresh while a secret is shown: the page is read again when its dialog closes.
export const createEndpointOfPlatformAction = action(platformOwn(createEndpoint));
export const rotateSecretOfPlatformAction = action(platformOwn(rotateSecret));
export const updateEndpointOfPlatformAction = action(platformOwn(updateEndpoint), { refresh: true });
export const testEndpointOfPlatformAction = action(platformOwn(testEndpoint), { refresh: true });
export const replayDeliveryOfPlatformAction = action(platformOwn(replayDelivery), { refresh: true });
export const replayFailedOfPlatformAction = action(platformOwn(replayFailed), { refresh: true });
export const deleteEndpointOfPlatformAction = action(platformOwn(deleteEndpoint));
