// What may be asked of exports. The question is checked by whatever answers it.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";
import { EXPORT_FORMATS, EXPORT_SUBJECTS } from "#lib/shared/exports.ts";
import { CallsQuestion, PlatformCallsQuestion } from "#lib/usage/call-schemas.ts";

export const RequestExport = z.strictObject({
  subject: z.enum(EXPORT_SUBJECTS, "Give calls, usage, audit or keys.").describe("What is exported."),
  format: z.enum(EXPORT_FORMATS, "Give csv or json.").default("csv"),
  question: z
    .record(z.string(), z.unknown(), "Give an object of filters.")
    .default({})
    .describe("Filters, as in the query of GET /v1/usage/calls, /v1/usage/series, /v1/audit or /v1/keys."),
});

export const ListExports = z.strictObject({ ...pageFields });

export const ExportTarget = z.strictObject({ exportId: z.string("Name the export by its id.").max(64) });

export const ExportPart = ExportTarget.extend({ number: z.int("Give a number.").min(0, "Give 0 or more.") });

/** The log of calls in longer pages than anybody looks at: the same rows, with fewer questions. */
export const LONG_PAGE = 2_000;
const longer = { limit: z.int().min(1).max(LONG_PAGE) };
export const LongCallsQuestion = CallsQuestion.extend(longer);
export const LongPlatformCallsQuestion = PlatformCallsQuestion.extend(longer);
