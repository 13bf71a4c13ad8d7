import { query } from "#lib/core/operation.ts";
import { CallsQuestion } from "./call-schemas.ts";
import { readCalls } from "./read-calls.ts";

/** The tenant's calls one by one, newest first. */
export const listCalls = query({
  name: "usage.calls",
  on: "tenant",
  can: "usage:read",
  input: CallsQuestion,
  run: readCalls,
});
