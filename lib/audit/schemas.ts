// What the audit trail may be asked with.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T.+)?$/, "Give a day (2026-03-29) or an instant (2026-03-29T10:00:00Z).")
  .refine((text) => !Number.isNaN(Date.parse(text)), "There is no such day.");

const ACTION = /^[a-z_]+(\.[a-z_]+)*$/;

const actions = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(","))])
  .refine(
    (list) => list.length <= 20 && list.every((action) => ACTION.test(action)),
    "Give actions, such as key.rotate, or their first words.",
  );

/** Filters of the audit trail. Days are UTC, and `to` is included when it is a day. */
export const AuditFilter = z.strictObject({
  /** Exact names ("key.rotate"), or nouns for all that is done to them ("key"). */
  action: actions.optional(),
  /** Part of the name of whoever acted or of what was touched. */
  q: z.string().trim().max(200).optional(),
  /** Part of the actor's name or e-mail address, or their whole id. */
  actor: z.string().trim().min(1).max(200).optional(),
  /** Part of the name of what was touched, or its whole id. */
  target: z.string().trim().min(1).max(200).optional(),
  from: day.optional(),
  to: day.optional(),
});

export const AuditQuestion = AuditFilter.extend(pageFields);
export type AuditQuestion = z.output<typeof AuditQuestion>;
