import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { readValues } from "./values.ts";

/** The meters that anybody's calls were counted on lately, other than requests. */
export const listAllMeters = query({
  name: "usage.platform_meters",
  on: "platform",
  can: "usage:read",
  input: z.strictObject({}),
  run: (context) => readValues(context, "meter"),
});
