// What may be asked of links to reports.
import { z } from "zod";
import { flag, pageFields } from "#lib/core/page.ts";
import { viewText } from "#lib/shared/view-screens.ts";

const MOST_TITLE = 120;
const MOST_SEARCH = 2_000;
const MOST_DAYS = 90;

/** The tenant is the one in which the link is made, whatever an address says. */
const search = z
  .string("Give the parameters of a usage page, such as range=7d&group=key.")
  .max(MOST_SEARCH, `Give at most ${MOST_SEARCH} characters.`)
  .transform((text) => {
    const given = new URLSearchParams(text);
    given.delete("tenant");
    return viewText("usage", given);
  });

export const CreateReport = z.strictObject({
  title: z
    .string("Give the report a title.")
    .trim()
    .min(1, "Give the report a title.")
    .max(MOST_TITLE, `Give at most ${MOST_TITLE} characters.`),
  search: search.default("").describe("The parameters of a usage page, as in its address."),
  expiresInDays: z.coerce
    .number(`Give a number of days from 1 to ${MOST_DAYS}.`)
    .int("Give whole days.")
    .min(1, `Give a number of days from 1 to ${MOST_DAYS}.`)
    .max(MOST_DAYS, `Give a number of days from 1 to ${MOST_DAYS}.`)
    .default(30),
  frozen: flag.default(false).describe("Whether a range such as “the last 7 days” stays at those of today."),
  namesKeys: flag.default(false).describe("Whether keys are called by their names; else they are numbered."),
});

export const ListReports = z.strictObject({ ...pageFields });

export const ReportTarget = z.strictObject({ reportId: z.string("Name the report by its id.").max(60) });
