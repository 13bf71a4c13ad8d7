import { query } from "#lib/core/operation.ts";
import { readCalls } from "#lib/usage/read-calls.ts";
import { LongPlatformCallsQuestion } from "./schemas.ts";

/** Everybody's calls in long pages, newest first. */
export const readAllCalls = query({
  name: "export.read_all_calls",
  on: "platform",
  can: "usage:read",
  input: LongPlatformCallsQuestion,
  run: readCalls,
});
