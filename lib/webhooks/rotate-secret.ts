// Gives an endpoint a new secret. For a while messages carry two signatures, so that receivers can change over.
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { changeEndpoint } from "./change-endpoint.ts";
import { makeHookSecret } from "./hook-secret.ts";
import { replaceSecret } from "./replace-secret.ts";
import { RotateSecret } from "./schemas.ts";
import type { EndpointWithSecret } from "./view.ts";

export const rotateSecret = command({
  name: "webhook.rotate",
  on: "tenant",
  can: "webhooks:write",
  input: RotateSecret,
  async run(context, { endpointId, graceSeconds }): Promise<EndpointWithSecret> {
    const secret = makeHookSecret();
    const view = await changeEndpoint(context, endpointId, async (record) => {
      if (record.endpoint.kind === "slack")
        throw new DomainError("conflict", "A Slack endpoint has no secret but its address; change that.");
      await replaceSecret(context, record, secret, graceSeconds);
      return true;
    });
    return { ...view, secret };
  },
});
