import { sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import { exportFiles } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, decodeCursor, type Page } from "#lib/core/page.ts";
import { isId } from "#lib/shared/ids.ts";
import { MAY_EXPORT, selectExports } from "./queries.ts";
import { ListExports } from "./schemas.ts";
import { type ExportView, toExportView } from "./view.ts";

/** Exports that have not run out, the newest first. */
export const listExports = query({
  name: "export.list",
  on: "tenant",
  can: MAY_EXPORT,
  input: ListExports,
  async run(context, { cursor, limit }): Promise<Page<ExportView>> {
    const last = decodeCursor(cursor, (text) => isId("exp", text));
    const after = last
      ? sql`(${exportFiles.createdAt}, ${exportFiles.id}) <
          (${last.at.toISOString()}::timestamptz, ${uuidOf("exp", last.id)}::uuid)`
      : undefined;
    const rows = await selectExports(context, after, limit + 1);
    return cutPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), toExportView);
  },
});
