import { query } from "#lib/core/operation.ts";
import { MAY_EXPORT, readExport } from "./queries.ts";
import { ExportTarget } from "./schemas.ts";
import { type ExportView, toExportView } from "./view.ts";

/** One export, and how far it is. */
export const getExport = query({
  name: "export.get",
  on: "tenant",
  can: MAY_EXPORT,
  input: ExportTarget,
  run: async (context, { exportId }): Promise<ExportView> =>
    toExportView(await readExport(context, exportId)),
});
