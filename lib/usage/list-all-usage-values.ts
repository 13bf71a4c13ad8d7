import { query } from "#lib/core/operation.ts";
import { readValues, ValuesQuestion } from "./values.ts";

/** What everybody's usage can be narrowed to. */
export const listAllUsageValues = query({
  name: "usage.platform_values",
  on: "platform",
  can: "usage:read",
  input: ValuesQuestion,
  run: (context, { of }) => readValues(context, of),
});
