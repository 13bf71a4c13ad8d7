// What the list of refused secrets may be asked with.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";
import { isId } from "#lib/shared/ids.ts";
import { REFUSAL_CLASSES, type RefusalClass } from "#lib/shared/refusals.ts";

const classes = z.array(z.enum(REFUSAL_CLASSES));

export const ListUnknownKeys = z.strictObject({
  class: z
    .union(
      [
        classes,
        z
          .string()
          .transform((text) => text.split(",") as RefusalClass[])
          .pipe(classes),
      ],
      `Give one or more of ${REFUSAL_CLASSES.join(", ")}.`,
    )
    .optional()
    .describe("Why they were refused; several with commas."),
  q: z
    .string()
    .trim()
    .max(200, "Give at most 200 characters.")
    .optional()
    .describe("The beginning of a fingerprint or an address, or a part of a form, an agent or a key’s name."),
  keyId: z
    .string()
    .refine((text) => isId("key", text), "Give an id that begins with key_.")
    .optional()
    .describe("Only the secrets of this key."),
  ...pageFields,
});
export type ListUnknownKeys = z.output<typeof ListUnknownKeys>;
