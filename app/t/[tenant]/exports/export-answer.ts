// The file of an export for whoever may have it, part by part.
import { exportFile } from "#lib/exports/export-file.ts";
import { openExport } from "#lib/exports/open-export.ts";
import { readExportPart } from "#lib/exports/read-export-part.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import type { Place } from "#lib/web/place.ts";
import { readOwn } from "#lib/web/read-own.ts";

export async function exportAnswer(place: Place, exportId: string): Promise<Response> {
  const opened = await readOwn(openExport, { exportId }, place);
  return fileAnswer(exportFile(opened, (number) => readOwn(readExportPart, { exportId, number }, place)));
}
