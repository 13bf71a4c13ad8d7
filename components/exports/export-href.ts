// Where files are asked for, and where they are kept.
import type { ExportSubject } from "#lib/shared/exports.ts";
import type { Place } from "#lib/web/place.ts";

export function exportsHref(place: Place): string {
  return place === "platform" ? "/admin/exports" : `/t/${place.tenant}/exports`;
}

/** The parameters of the page that is exported may follow. */
export function newExportHref(place: Place, subject: ExportSubject): string {
  return `${exportsHref(place)}/new?of=${subject}`;
}
