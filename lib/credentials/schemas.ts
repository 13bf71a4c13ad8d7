// What may be asked of provider credentials. A key comes in and never goes out.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";
import { PROVIDER_IDS } from "#lib/shared/providers.ts";

const credentialId = z.string("Name the credential by its id.").max(64, "Name the credential by its id.");
const version = z.int("Give the number of a version.").min(1, "Give the number of a version.");
const label = z
  .string("Give it a name to tell it by.")
  .trim()
  .min(1, "Give it a name to tell it by.")
  .max(80, "A name has at most 80 characters.");
const baseUrl = z
  .string("Give an address that begins with https://.")
  .trim()
  .max(500, "An address has at most 500 characters.");

/** A key, sealed to the api's public key, or as it is where the api itself is spoken to. */
const entry = {
  sealed: z
    .string("Send the sealed key as text.")
    .max(2_000, "A sealed key has at most 2,000 characters.")
    .optional()
    .describe("The key, sealed as POST /v1/credentials/entries says."),
  nonce: z.string().max(64).optional().describe("The nonce of the entry that it was sealed for."),
  secret: z
    .string("Send the key as text.")
    .max(1_000, "A key has at most 1,000 characters.")
    .optional()
    .describe("The key as it is, instead of a sealed one; over a connection that you trust."),
};

interface Entered {
  sealed?: string | undefined;
  nonce?: string | undefined;
  secret?: string | undefined;
}

const oneEntry = ({ sealed, nonce, secret }: Entered) =>
  secret === undefined ? sealed !== undefined && nonce !== undefined : sealed === undefined;
const ONE_ENTRY = { path: ["secret"], error: "Give either secret, or sealed and nonce." };

export const AddCredential = z
  .strictObject({
    provider: z.enum(PROVIDER_IDS, `Use one of ${PROVIDER_IDS.join(", ")}.`),
    label,
    baseUrl: baseUrl.nullish().describe("Only for azure-openai and openai-compatible."),
    ...entry,
  })
  .refine(oneEntry, ONE_ENTRY);

export const UpdateCredential = z.strictObject({ credentialId, label });

export const ReplaceCredential = z
  .strictObject({
    credentialId,
    baseUrl: baseUrl.nullish().describe("Another address of the same provider. Left out: it stays."),
    beside: z
      .boolean("Give true or false.")
      .default(false)
      .describe("Keeps the old key in use until the new one is made current."),
    ...entry,
  })
  .refine(oneEntry, ONE_ENTRY);

export const CredentialTarget = z.strictObject({ credentialId });
export const VersionTarget = z.strictObject({ credentialId, version });
export const CheckCredential = z.strictObject({
  credentialId,
  version: version.nullish().describe("Left out: the one that is in use."),
});

export const ListCredentials = z.strictObject({ ...pageFields });

export type AddCredentialInput = z.input<typeof AddCredential>;
export type ReplaceCredentialInput = z.input<typeof ReplaceCredential>;
