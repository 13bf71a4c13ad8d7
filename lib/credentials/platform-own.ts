// What tenants have and the platform has too, such as provider keys: one operation serves both.

import { authorise, type Operation } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";

/** The operation on the platform's own things, which stand under PLATFORM_TENANT. For staff of the platform alone. */
export function platformOwn<Input, Output>(operation: Operation<Input, Output>): Operation<Input, Output> {
  const onPlatform: Operation<Input, Output> = {
    ...operation,
    on: "platform",
    async execute(deps, principal, input, settle) {
      authorise(onPlatform, principal);
      return operation.execute(deps, actingFor(PLATFORM_TENANT, principal), input, settle);
    },
  };
  return onPlatform;
}

function actingFor(tenantId: Id<"ten">, principal: Principal): Principal {
  return { ...principal, tenantId };
}
