import { query } from "#lib/core/operation.ts";
import { readCalls } from "#lib/usage/read-calls.ts";
import { LongCallsQuestion } from "./schemas.ts";

/** The tenant's calls in long pages, newest first. */
export const readTenantCalls = query({
  name: "export.read_calls",
  on: "tenant",
  can: "usage:read",
  input: LongCallsQuestion,
  run: readCalls,
});
