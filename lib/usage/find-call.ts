import { query } from "#lib/core/operation.ts";
import { CallName, findNamedCall } from "./named-call.ts";

/** One call of the tenant, or null when it is not there. */
export const findCall = query({
  name: "usage.find_call",
  on: "tenant",
  can: "usage:read",
  input: CallName,
  run: findNamedCall,
});
