import { query } from "#lib/core/operation.ts";
import { readEntries } from "./read-entries.ts";
import { AuditQuestion } from "./schemas.ts";

/** What was done in one tenant, newest first. */
export const listAudit = query({
  name: "audit.list",
  on: "tenant",
  can: "audit:read",
  input: AuditQuestion,
  run: (context, question) => readEntries(context, [context.tenantId], question),
});
