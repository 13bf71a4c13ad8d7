// What may be said of leaked keys.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";
import { isId } from "#lib/shared/ids.ts";
import { LEAK_POLICIES } from "#lib/shared/leaks.ts";

export const LEAKS_AT_MOST = 500;

const token = z
  .string("Give the key that was found.")
  .min(1, "Give the key that was found.")
  .max(1_000, "A key has at most 1,000 characters.");

export const ReportLeaks = z.strictObject({
  leaks: z
    .array(
      z
        .strictObject({
          token: token.optional().describe("The key that was found; it is looked up, and not kept."),
          key: token.optional().describe("The same, by another name."),
          type: z.string().max(200).nullish().describe("What its finder takes it for."),
          url: z.string().max(2_000, "An address has at most 2,000 characters.").nullish(),
          source: z.string().max(100, "A source has at most 100 characters.").nullish(),
        })
        .refine((leak) => (leak.token === undefined) !== (leak.key === undefined), {
          path: ["token"],
          error: "Give either token or key.",
        }),
      "Give a list of what was found.",
    )
    .min(1, "Give at least one.")
    .max(LEAKS_AT_MOST, `At most ${LEAKS_AT_MOST} at once.`),
});
export type ReportLeaksInput = z.input<typeof ReportLeaks>;

export const ListLeaks = z.strictObject({
  keyId: z
    .string()
    .refine((text) => isId("key", text), "Give an id that begins with key_.")
    .optional()
    .describe("Only those of this key."),
  ...pageFields,
});

export const SetLeakPolicy = z.strictObject({
  plan: z
    .string("Name a plan by its slug.")
    .max(100)
    .nullish()
    .describe(
      "Whose tenants' keys, by the plan's slug or id; left out: of plans that say nothing themselves.",
    ),
  policy: z
    .enum(LEAK_POLICIES, `Use one of ${LEAK_POLICIES.join(", ")}.`)
    .nullable()
    .describe("What is done to their keys that leak; null to do for a plan as for the others."),
});
