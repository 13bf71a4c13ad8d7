import { query } from "#lib/core/operation.ts";
import { ModelQuestion, readModelUsage } from "./models.ts";

/** What one tenant's keys used of language models, and what that cost. */
export const modelUsage = query({
  name: "usage.models",
  on: "tenant",
  can: "usage:read",
  input: ModelQuestion,
  run: readModelUsage,
});
