import { query } from "#lib/core/operation.ts";
import { readSparklines, SparklineQuestion } from "./sparklines.ts";

/** The last seven days of one tenant's keys. */
export const keySparklines = query({
  name: "usage.sparklines",
  on: "tenant",
  can: "usage:read",
  input: SparklineQuestion,
  run: readSparklines,
});
