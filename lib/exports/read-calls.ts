// The log of calls in longer pages than anybody looks at: the same rows, with fewer questions.
import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { CallsQuestion, PlatformCallsQuestion } from "#lib/usage/call-schemas.ts";
import { readCalls } from "#lib/usage/read-calls.ts";

export const LONG_PAGE = 2_000;

const longer = { limit: z.int().min(1).max(LONG_PAGE) };

export const readTenantCalls = query({
  name: "export.read_calls",
  on: "tenant",
  can: "usage:read",
  input: CallsQuestion.extend(longer),
  run: readCalls,
});

export const readAllCalls = query({
  name: "export.read_all_calls",
  on: "platform",
  can: "usage:read",
  input: PlatformCallsQuestion.extend(longer),
  run: readCalls,
});
