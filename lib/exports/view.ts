// An export as those see it who may read its subject.
import { z } from "zod";
import type { exportFiles } from "#db/schema/index.ts";
import { EXPORT_FORMATS, EXPORT_SUBJECTS } from "#lib/shared/exports.ts";

export type ExportRow = typeof exportFiles.$inferSelect;

const time = z.iso.datetime();

export const ExportView = z.strictObject({
  id: z.string().describe("Begins with exp_."),
  subject: z.enum(EXPORT_SUBJECTS),
  format: z.enum(EXPORT_FORMATS),
  question: z.record(z.string(), z.unknown()),
  state: z.enum(["queued", "running", "done", "failed"]),
  fileName: z.string().describe("As it is downloaded: packed with gzip."),
  rows: z.int().describe("How many rows were written until now."),
  size: z.int().describe("Bytes of the file until now."),
  createdAt: time.describe("What is in it is told as of this moment."),
  createdBy: z.string(),
  finishedAt: time.nullable(),
  expiresAt: time.describe("Until when it can be downloaded."),
  failure: z.string().nullable(),
});
export type ExportView = z.infer<typeof ExportView>;

export function toExportView(row: ExportRow): ExportView {
  const { id, subject, format, question, state, rows, size, failure } = row;
  return {
    ...{ id, subject, format, question, state, rows, size, failure },
    fileName: `${subject}-${row.createdAt.toISOString().slice(0, 10)}-${id.slice(-6)}.${extensionOf(row)}.gz`,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdByLabel,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** Lists have a JSON text in each line; a series is one. */
function extensionOf({ format, subject }: ExportRow): string {
  if (format === "csv") return "csv";
  return subject === "usage" ? "json" : "jsonl";
}
