import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import { toEntryView } from "./entry-view.ts";
import { findEntry } from "./queries.ts";

const EntryId = z.custom<Id<"aud">>(
  (value) => typeof value === "string" && isId("aud", value),
  "Give an id that begins with aud_.",
);

/** One entry of a tenant's trail, or null when it is not there. */
export const findAuditEntry = query({
  name: "audit.find",
  on: "tenant",
  can: "audit:read",
  input: z.strictObject({ id: EntryId }),
  async run({ tx, tenantId }, { id }) {
    const row = await findEntry(tx, id, tenantId);
    return row && toEntryView(row);
  },
});
