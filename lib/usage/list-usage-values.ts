import { query } from "#lib/core/operation.ts";
import { readValues, ValuesQuestion } from "./values.ts";

/** What a tenant's usage can be narrowed to: its resources, models, providers, payers, meters. */
export const listUsageValues = query({
  name: "usage.values",
  on: "tenant",
  can: "usage:read",
  input: ValuesQuestion,
  run: (context, { of }) => readValues(context, of),
});
