import { query } from "#lib/core/operation.ts";
import { ModelQuestion, readModelUsage } from "./models.ts";

/** What all tenants used of language models, and what that cost. */
export const platformModelUsage = query({
  name: "usage.platform_models",
  on: "platform",
  can: "usage:read",
  input: ModelQuestion,
  run: readModelUsage,
});
