import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { readValues } from "./values.ts";

/** The meters that a tenant's calls were counted on lately, other than requests. */
export const listMeters = query({
  name: "usage.meters",
  on: "tenant",
  can: "usage:read",
  input: z.strictObject({}),
  run: (context) => readValues(context, "meter"),
});
