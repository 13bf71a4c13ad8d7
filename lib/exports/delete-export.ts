import { and, eq } from "drizzle-orm";
import { exportFiles } from "#db/schema/index.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { EXPORT_LABELS } from "#lib/shared/exports.ts";
import { readExport } from "./queries.ts";
import { ExportTarget } from "./schemas.ts";
import { type ExportView, toExportView } from "./view.ts";

/** Deletes an export with its file; one that is being made ends. One's own, or with settings:write anybody's. */
export const deleteExport = command({
  name: "export.delete",
  on: "tenant",
  can: "exports:write",
  input: ExportTarget,
  async run(context, { exportId }): Promise<ExportView> {
    const { tx, principal, audit } = context;
    const row = await readExport(context, exportId);
    const own = row.createdBy !== null && row.createdBy === principal.actor.id;
    if (!own && !principal.permissions.has("settings:write"))
      throw new DomainError("forbidden", "Whoever asked for it can delete it, or an admin.");
    await tx
      .delete(exportFiles)
      .where(and(eq(exportFiles.tenantId, row.tenantId), eq(exportFiles.id, row.id)));
    const before = toExportView(row);
    audit({ target: { type: "export", id: row.id, label: EXPORT_LABELS[row.subject] }, before });
    return before;
  },
});
