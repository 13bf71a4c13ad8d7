import { query } from "#lib/core/operation.ts";
import { CallName, findNamedCall } from "./named-call.ts";

/** One call of whomever, or null when it is not there. */
export const findAnyCall = query({
  name: "usage.find_any_call",
  on: "platform",
  can: "usage:read",
  input: CallName,
  run: findNamedCall,
});
