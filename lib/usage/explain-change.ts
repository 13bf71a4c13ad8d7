import { query } from "#lib/core/operation.ts";
import { readExplanation } from "./explain-read.ts";
import { ExplainQuestion } from "./explain-schemas.ts";

/** What made one tenant's usage of a range differ from the range before, or from another that is chosen. */
export const explainChange = query({
  name: "usage.explain",
  on: "tenant",
  can: "usage:read",
  input: ExplainQuestion,
  run: readExplanation,
});
