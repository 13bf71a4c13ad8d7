// What the screens of exports can do, as the pages hand it to them. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { ExportView } from "#lib/exports/view.ts";
import type { ExportFormat, ExportSubject } from "#lib/shared/exports.ts";

export interface ExportWish {
  subject: ExportSubject;
  format: ExportFormat;
  question: Record<string, unknown>;
}

export type RequestExportAct = Act<ExportWish, ExportView>;
export type DeleteExportAct = Act<{ exportId: string }, ExportView>;
