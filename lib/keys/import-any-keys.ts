import { command } from "#lib/core/operation.ts";
import { anyPlace } from "./import-places.ts";
import { importRows } from "./import-rows.ts";
import { ImportAnyKeys } from "./import-schemas.ts";

/** Takes over keys of any tenants, each named by its row or by `tenant`; for platform staff. */
export const importAnyKeys = command({
  name: "key.import_any",
  on: "platform",
  can: "keys:write",
  input: ImportAnyKeys,
  async run(context, { tenant, ...input }) {
    const report = await importRows(context, input, anyPlace(context.tx, tenant ?? null));
    const { imported } = report.counts;
    if (imported > 0 && !report.dryRun)
      context.audit({
        target: { type: "import", id: "keys", label: imported === 1 ? "1 key" : `${imported} keys` },
        after: { ...report.counts },
      });
    return report;
  },
});
