import { query } from "#lib/core/operation.ts";
import { PlatformCallsQuestion } from "./call-schemas.ts";
import { readCalls } from "./read-calls.ts";

/** Everybody's calls one by one, newest first, with those of secrets that are no key. */
export const listAllCalls = query({
  name: "usage.platform_calls",
  on: "platform",
  can: "usage:read",
  input: PlatformCallsQuestion,
  run: readCalls,
});
