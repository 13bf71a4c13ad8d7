import { DomainError } from "#lib/core/errors.ts";
import { query } from "#lib/core/operation.ts";
import { MAY_EXPORT, readExport } from "./queries.ts";
import { ExportTarget } from "./schemas.ts";
import { toExportView } from "./view.ts";

export interface OpenedExport {
  id: string;
  fileName: string;
  /** Bytes. */
  size: number;
  parts: number;
}

/** What is needed to hand a file out. Throws `conflict` while it is not there. */
export const openExport = query({
  name: "export.open",
  on: "tenant",
  can: MAY_EXPORT,
  input: ExportTarget,
  async run(context, { exportId }): Promise<OpenedExport> {
    const row = await readExport(context, exportId);
    if (row.state === "failed")
      throw new DomainError("conflict", `This export has no file. ${row.failure ?? ""}`.trim());
    if (row.state !== "done")
      throw new DomainError("conflict", "This export is still being made. Try again when its state is done.");
    const { fileName, size } = toExportView(row);
    return { id: row.id, fileName, size, parts: row.parts };
  },
});
