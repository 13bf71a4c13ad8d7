import { and, eq } from "drizzle-orm";
import { exportParts } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { query } from "#lib/core/operation.ts";
import { MAY_EXPORT, readExport } from "./queries.ts";
import { ExportPart } from "./schemas.ts";

/** The bytes of one part of a file, from 0. */
export const readExportPart = query({
  name: "export.read_part",
  on: "tenant",
  can: MAY_EXPORT,
  input: ExportPart,
  async run(context, { exportId, number }): Promise<Buffer> {
    const { tenantId, id } = await readExport(context, exportId);
    const [part] = await context.tx
      .select({ data: exportParts.data })
      .from(exportParts)
      .where(
        and(eq(exportParts.tenantId, tenantId), eq(exportParts.exportId, id), eq(exportParts.number, number)),
      );
    if (!part) throw notFound("part of an export");
    return part.data;
  },
});
