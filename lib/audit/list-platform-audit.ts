import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { type Id, isId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { readEntries } from "./read-entries.ts";
import { AuditQuestion } from "./schemas.ts";

/** What was done on the platform and in every tenant, newest first. `tenant`: an id, or "platform" for its own trail. */
export const listPlatformAudit = query({
  name: "audit.list_platform",
  on: "platform",
  can: "audit:read",
  input: AuditQuestion.extend({
    tenant: z
      .custom<Id<"ten"> | "platform">(
        (value) => value === "platform" || (typeof value === "string" && isId("ten", value)),
        "Give an id that begins with ten_, or platform.",
      )
      .optional(),
  }),
  run: (context, { tenant, ...question }) => readEntries(context, trails(tenant), question),
});

function trails(tenant: Id<"ten"> | "platform" | undefined): Id<"ten">[] | undefined {
  if (tenant === undefined) return undefined;
  return [tenant === "platform" ? PLATFORM_TENANT : tenant];
}
