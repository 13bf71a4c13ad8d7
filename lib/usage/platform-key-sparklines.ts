import { query } from "#lib/core/operation.ts";
import { readSparklines, SparklineQuestion } from "./sparklines.ts";

/** The last seven days of keys of whomever. */
export const platformKeySparklines = query({
  name: "usage.platform_sparklines",
  on: "platform",
  can: "usage:read",
  input: SparklineQuestion,
  run: readSparklines,
});
