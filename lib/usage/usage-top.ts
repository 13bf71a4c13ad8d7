import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { GROUPS, UsageQuestion } from "./schemas.ts";
import { readTop } from "./top.ts";

/** The largest groups within one tenant, at most 50, largest first. */
export const usageTop = query({
  name: "usage.top",
  on: "tenant",
  can: "usage:read",
  input: UsageQuestion.extend({
    by: z.enum(GROUPS),
    most: z.coerce.number().int().min(1).max(50).default(10),
  }),
  run: readTop,
});
