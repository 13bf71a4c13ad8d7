// Exports of one tenant, or of the platform, that whoever asks may read.
import { and, desc, eq, gt, inArray, type SQL } from "drizzle-orm";
import { exportFiles } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import { EXPORT_NEEDS, EXPORT_SUBJECTS, type ExportSubject } from "#lib/shared/exports.ts";
import { isId } from "#lib/shared/ids.ts";
import type { Permission } from "#lib/shared/permissions.ts";
import type { ExportRow } from "./view.ts";

/** Any of these lets somebody have exports; which ones, their subjects say. */
export const MAY_EXPORT: readonly Permission[] = [...new Set(Object.values(EXPORT_NEEDS))];

type Asked = Pick<QueryContext, "tx" | "now" | "tenantId" | "principal">;

/** The newest first. */
export function selectExports(asked: Asked, where: SQL | undefined, limit: number): Promise<ExportRow[]> {
  return asked.tx
    .select()
    .from(exportFiles)
    .where(and(within(asked), where))
    .orderBy(desc(exportFiles.createdAt), desc(exportFiles.id))
    .limit(limit);
}

/** Throws `not_found` for one that is another's, has run out, or is about what may not be read. */
export async function readExport(asked: Asked, exportId: string): Promise<ExportRow> {
  if (!isId("exp", exportId)) throw notFound("export");
  const [row] = await selectExports(asked, eq(exportFiles.id, exportId), 1);
  if (!row) throw notFound("export");
  return row;
}

function within({ now, tenantId, principal }: Asked): SQL | undefined {
  return and(
    eq(exportFiles.tenantId, tenantId),
    gt(exportFiles.expiresAt, now),
    inArray(exportFiles.subject, subjectsFor(principal)),
  );
}

function subjectsFor({ permissions }: Principal): ExportSubject[] {
  return EXPORT_SUBJECTS.filter((subject) => permissions.has(EXPORT_NEEDS[subject]));
}
