// What an import is handed, and what it answers for each row.
import { z } from "zod";
import {
  HMAC_KEY_ENCODINGS,
  IMPORT_PLAIN_MOST,
  IMPORT_ROWS_MOST,
  START_MOST,
  STORED_FORMATS,
} from "#lib/shared/stored-formats.ts";
import * as field from "./fields.ts";
import { CreateKey } from "./schemas.ts";

const { secret: _, ...settings } = CreateKey.shape;

const format = z.enum(STORED_FORMATS, `Use ${STORED_FORMATS.join(", ")}.`);

const tenant = z
  .string("Name the tenant by its id or client id.")
  .trim()
  .min(1, "Name the tenant by its id or client id.")
  .max(64, "Name the tenant by its id or client id.");

/** Printable, without spaces, as a header carries it. */
const shown = /^[\x21-\x7e]*$/;

/** One key as an earlier system has it: its secret, or what that system keeps of it. */
export const ImportRow = z.strictObject({
  tenant: tenant.nullish().describe("Whose key it is, by id or client id; else the tenant of the import."),
  secret: field.chosenSecret.nullish().describe("The secret itself, where it is known."),
  hash: z
    .string("Give the stored hash as text.")
    .trim()
    .max(512, "A stored hash has at most 512 characters.")
    .nullish()
    .describe("What the earlier system keeps of the secret, instead of the secret."),
  format: format
    .nullish()
    .describe("How `hash` was made; bcrypt and argon2id say so themselves. Else the format of the import."),
  start: z
    .string("Give the first characters of the secret as text.")
    .max(START_MOST, `Give at most ${START_MOST} characters.`)
    .regex(shown, "Give the first characters of the secret as they are.")
    .nullish()
    .describe(
      "The secret's first characters. Shown; and needed for bcrypt and argon2id, which are found by them.",
    ),
  last4: z
    .string("Give the last four characters of the secret as text.")
    .max(4, "Give at most four characters.")
    .regex(shown, "Give the last characters of the secret as they are.")
    .nullish()
    .describe("The secret's last four characters, to be shown."),
  ...settings,
  expiresInDays: settings.expiresInDays.describe("Days from now; null for never, if the plan allows it."),
  expiresAt: settings.expiresAt.describe(
    "The moment itself, instead of expiresInDays. Without either: never, or as late as the plan allows.",
  ),
  createdAt: z.iso
    .datetime({ offset: true, error: "Give a time such as 2024-01-31T12:00:00Z." })
    .nullish()
    .describe("When the earlier system made it."),
});
export type ImportRow = z.output<typeof ImportRow>;

export const ImportKeys = z.strictObject({
  /** Each is judged by itself as an ImportRow, so that one bad row refuses no other. */
  rows: z
    .array(z.unknown(), "Give a list of rows.")
    .min(1, "Give at least one row.")
    .max(IMPORT_ROWS_MOST, `Give at most ${IMPORT_ROWS_MOST} rows at a time.`)
    .describe(
      `At most ${IMPORT_ROWS_MOST}, of which at most ${IMPORT_PLAIN_MOST} with a secret. Each is answered by itself.`,
    ),
  format: format.nullish().describe("Of rows that name none."),
  hmacKey: z
    .string("Give the key as text.")
    .min(1, "Give the key with which the HMACs were made.")
    .max(2_048, "A key has at most 2,048 characters.")
    .nullish()
    .describe("The key with which HMACs were made. It is kept sealed until it is no longer needed."),
  hmacKeyEncoding: z
    .enum(HMAC_KEY_ENCODINGS, `Use ${HMAC_KEY_ENCODINGS.join(", ")}.`)
    .default("utf8")
    .describe("How `hmacKey` is written down."),
  dryRun: z.boolean("Give true or false.").default(false).describe("Judges every row and changes nothing."),
});

/** Over all tenants; `tenant` is that of rows which name none. */
export const ImportAnyKeys = ImportKeys.extend({ tenant: tenant.nullish() });

/** For readers of the API's reference. */
export const DescribedImport = ImportKeys.extend({
  rows: z
    .array(ImportRow)
    .min(1)
    .max(IMPORT_ROWS_MOST)
    .describe(ImportKeys.shape.rows.description ?? ""),
});

export const IMPORT_STATUSES = ["imported", "unchanged", "invalid", "conflict"] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const ImportResult = z.strictObject({
  /** From 1, in the order in which they were sent. */
  row: z.int(),
  status: z.enum(IMPORT_STATUSES),
  /** The key that was made, or that was there. */
  keyId: z.string().optional(),
  field: z.string().optional(),
  detail: z.string().optional(),
});
export type ImportResult = z.infer<typeof ImportResult>;

export const ImportReport = z.strictObject({
  dryRun: z.boolean(),
  counts: z.strictObject({ imported: z.int(), unchanged: z.int(), invalid: z.int(), conflict: z.int() }),
  results: z.array(ImportResult),
});
export type ImportReport = z.infer<typeof ImportReport>;

export type ImportKeysInput = z.input<typeof ImportKeys>;
export type ImportAnyKeysInput = z.input<typeof ImportAnyKeys>;
