import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { PLATFORM_GROUPS, PlatformUsageQuestion } from "./schemas.ts";
import { readTop } from "./top.ts";

/** The largest groups of all tenants, at most 50, largest first. */
export const platformUsageTop = query({
  name: "usage.platform_top",
  on: "platform",
  can: "usage:read",
  input: PlatformUsageQuestion.extend({
    by: z.enum(PLATFORM_GROUPS),
    most: z.coerce.number().int().min(1).max(50).default(10),
  }),
  run: readTop,
});
