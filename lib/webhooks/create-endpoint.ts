// Makes an endpoint. Its secret is in this answer and never again anywhere.
import { webhookEndpoints, webhookSecrets } from "#db/schema/index.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { endpointUrl, shownUrl } from "./endpoint-url.ts";
import { keepHookSecret, makeHookSecret } from "./hook-secret.ts";
import { countEndpoints, readEndpoint } from "./queries.ts";
import { CreateEndpoint } from "./schemas.ts";
import { type EndpointWithSecret, toEndpointView } from "./view.ts";

/** Every event is written out for each of them. */
const MOST_ENDPOINTS = 50;

export const createEndpoint = command({
  name: "webhook.create",
  on: "tenant",
  can: "webhooks:write",
  input: CreateEndpoint,
  async run(context, { kind, url: given, description, types }): Promise<EndpointWithSecret> {
    const { tx, now, tenantId, principal, audit } = context;
    if ((await countEndpoints(tx, tenantId)) >= MOST_ENDPOINTS)
      throw new DomainError("conflict", `There can be ${MOST_ENDPOINTS} endpoints; delete one first.`);
    const url = await endpointUrl(context, given);
    const place = { tenantId, endpointId: newId("hook"), version: 1 };
    const secret = kind === "slack" ? url : makeHookSecret();
    await tx.insert(webhookEndpoints).values({
      tenantId,
      id: place.endpointId,
      kind,
      url: shownUrl(kind, url),
      description,
      types: types ?? null,
      createdAt: now,
      createdByLabel: principal.actor.label,
      updatedAt: now,
    });
    await tx
      .insert(webhookSecrets)
      .values({ ...place, createdAt: now, ...(await keepHookSecret(context, place, secret)) });
    const view = toEndpointView(await readEndpoint(tx, tenantId, place.endpointId), now);
    audit({ target: { type: "webhook", id: view.id, label: description || view.url }, after: view });
    return { ...view, secret: kind === "slack" ? null : secret };
  },
});
