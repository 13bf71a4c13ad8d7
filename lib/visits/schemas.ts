// What beginning to look at a tenant's pages takes.
import { z } from "zod";

/** How long one may look, in minutes. */
export const VISIT_MINUTES = [15, 60] as const;

export const BeginVisit = z.strictObject({
  /** Its id or client id. */
  tenant: z.string("Name the tenant by its id or client id.").min(1).max(64),
  reason: z
    .string("Say why.")
    .trim()
    .min(5, "Say why, so that the tenant understands it.")
    .max(200, "A reason has at most 200 characters.")
    .regex(/^\P{Cc}*$/u, "A reason has no line breaks or control characters."),
  minutes: z.union(
    VISIT_MINUTES.map((minutes) => z.literal(minutes)),
    "Choose 15 or 60 minutes.",
  ),
});
