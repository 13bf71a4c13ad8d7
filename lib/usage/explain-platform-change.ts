import { query } from "#lib/core/operation.ts";
import { readExplanation } from "./explain-read.ts";
import { PlatformExplainQuestion } from "./explain-schemas.ts";

/** The same of all tenants, or of those named: by tenant as well, and with calls of unknown keys. */
export const explainPlatformChange = query({
  name: "usage.explain_platform",
  on: "platform",
  can: "usage:read",
  input: PlatformExplainQuestion,
  run: readExplanation,
});
