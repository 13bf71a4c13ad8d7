// The body of POST /v1/usage. What is wrong with one report is answered for that one; the others go on.
import { z } from "zod";
import { DAY_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { meterName } from "#lib/plans/limit-schemas.ts";
import { isId } from "#lib/shared/ids.ts";
import { amount, label } from "./verify-request.ts";

export const REPORTS_AT_MOST = 1_000;
/** How old a report may be, and how far ahead a caller's clock. */
const PAST_MS = 35 * DAY_MS;
const AHEAD_MS = 5 * MINUTE_MS;

const reportId = z
  .string("Give the event an id of yours.")
  .min(1, "Give the event an id of yours.")
  .max(200, "An id has at most 200 characters.")
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what an id must not hold
  .regex(/^[^\u0000-\u001f\u007f]*$/u, "An id holds no control characters.")
  .refine((text) => text.isWellFormed(), "An id is well-formed text.");

/** One report. `keyId` or `key` says whose it is. */
export const Report = z
  .strictObject({
    id: reportId,
    keyId: z
      .string("Give the id of a key.")
      .refine((text) => isId("key", text), "There is no such key.")
      .nullish(),
    key: z.string("Give a key.").min(1, "Give a key.").nullish(),
    meter: meterName.refine(
      (name) => name !== "requests",
      "requests is counted by verification; report any other meter.",
    ),
    quantity: amount,
    at: z.iso
      .datetime({ offset: true, error: "Give a time such as 2026-03-10T12:00:00Z." })
      .transform((text) => new Date(text))
      .nullish(),
    resource: label.nullish(),
    tags: z
      .array(z.string("A tag is text.").max(64, "A tag has at most 64 characters."), "Give a list of tags.")
      .max(20, "Give at most 20 tags.")
      .nullish(),
  })
  .refine(({ keyId, key }) => (keyId == null) !== (key == null), "Give keyId or key, and not both.");

export type Report = z.output<typeof Report>;

const FIELDS = new Set(Object.keys(Report.shape));

/** The envelope: every report has an id, by which it is answered, and no field that is not known. */
export const UsageRequest = z.strictObject(
  {
    events: z
      .array(
        z.looseObject({ id: reportId }, "An event is an object.").superRefine((event, context) => {
          const keys = Object.keys(event).filter((name) => !FIELDS.has(name));
          if (keys.length > 0) context.addIssue({ code: "unrecognized_keys", keys, input: event });
        }),
        "Give a list of events.",
      )
      .min(1, "Give at least one event.")
      .max(REPORTS_AT_MOST, `Give at most ${REPORTS_AT_MOST} events.`),
  },
  { error: (issue) => (issue.code === "invalid_type" ? "Send a JSON object." : undefined) },
);

/** A report, or in one sentence what is wrong with it. */
export function readReport(event: unknown, now: Date): Report | string {
  const { data, error } = Report.safeParse(event);
  if (!data) {
    const [issue] = error.issues;
    const field = issue?.path.join(".");
    return field ? `${field}: ${issue?.message}` : (issue?.message ?? "This cannot be read.");
  }
  if (data.at && data.at.getTime() > now.getTime() + AHEAD_MS) return "at: This lies in the future.";
  if (data.at && data.at.getTime() < now.getTime() - PAST_MS) return "at: This is more than 35 days ago.";
  return data;
}
