// What the log of calls may be asked with.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";
import { PlatformUsageQuestion, UsageQuestion } from "./schemas.ts";

const text = z.string().trim().min(1, "Give some text.").max(200, "Give at most 200 characters.").optional();

/** A resource is counted under its first 200 characters, before which a "=" may stand. */
const label = z.string().trim().min(1, "Give some text.").max(201, "Give at most 200 characters.").optional();

const filters = {
  since: z.iso
    .datetime({ offset: true, error: "Give an instant in RFC 3339, such as 2026-03-29T10:00:00Z." })
    .optional()
    .describe("Only calls from this very moment on; a range is not needed beside it."),
  resource: label.describe("A part of the resource; after a “=” the whole of it, as in =POST /v1/logs."),
  ip: text.describe("An address, or how it begins."),
  tag: text.describe("A tag of the call."),
  q: text.describe(
    "A part of the resource or agent, the beginning of an address, a tag, or a whole request id.",
  ),
  ...pageFields,
};

const rest = { granularity: true, compare: true, metric: true, legacy: true } as const;

/** Of the last 24 hours, unless `range`, `from` or `since` says otherwise. */
export const CallsQuestion = UsageQuestion.omit(rest).extend(filters);
export const PlatformCallsQuestion = PlatformUsageQuestion.omit(rest).extend(filters);
export type CallsQuestion = z.output<typeof PlatformCallsQuestion>;
