// What may be asked of tenants.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";

export const tenantName = z
  .string("Give the tenant a name.")
  .trim()
  .min(1, "Give the tenant a name.")
  .max(120, "A name has at most 120 characters.")
  .regex(/^\P{Cc}*$/u, "A name has no line breaks or control characters.");

/** What services receive; unique and never reused. */
export const clientId = z
  .string("Give a client id.")
  .regex(
    /^[a-z][a-z0-9_-]{1,62}$/,
    "A client id begins with a lower-case letter and has 2 to 63 lower-case letters, digits, dashes and underscores.",
  );

export const timeZone = z
  .string("Name a time zone, such as Europe/Berlin.")
  .refine(isTimeZone, "Name a time zone, such as Europe/Berlin or UTC.");

/** A plan by its id or slug. */
export const planName = z.string("Name a plan by its id or slug.").min(1).max(64);

export const CreateTenant = z.strictObject({
  name: tenantName,
  clientId: clientId
    .optional()
    .describe("What services receive; unique and never given again. Left out: derived from the name."),
  plan: planName.optional().describe("A plan's id or slug. Left out: the default plan."),
  timeZone: timeZone.default("UTC").describe("An IANA name, such as Europe/Berlin."),
});

/** What is left out stays as it is. */
export const UpdateTenant = z.strictObject({
  name: tenantName.optional(),
  timeZone: timeZone.optional(),
  plan: planName.optional().describe("A plan's id or slug; only for the platform's staff and tokens."),
});

export const ChangePlan = z.strictObject({ plan: planName });

export const SuspendTenant = z.strictObject({
  reason: z.string("Say why.").trim().min(1, "Say why.").max(500, "A reason has at most 500 characters."),
});

export const ResumeTenant = z.strictObject({});

export const GetTenant = z.strictObject({
  /** Its id or client id. */
  tenant: z.string("Name the tenant by its id or client id.").max(64),
});

export const ListTenants = z.strictObject({
  ...pageFields,
  q: z
    .string()
    .trim()
    .max(120, "Search for at most 120 characters.")
    .nullish()
    .describe("In name or client id; or a whole id."),
  status: z.enum(["active", "suspended"], "Use active or suspended.").nullish(),
  plan: planName.nullish(),
});

export type CreateTenantInput = z.input<typeof CreateTenant>;
export type UpdateTenantInput = z.input<typeof UpdateTenant>;
export type ListTenantsInput = z.input<typeof ListTenants>;

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name })) && /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
