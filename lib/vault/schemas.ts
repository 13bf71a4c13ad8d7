// What may be asked of the vault.
import { z } from "zod";

const credentialId = z.string("Name the credential by its id.").max(64, "Name the credential by its id.");

export const BeginEntry = z.strictObject({
  credentialId: credentialId
    .nullish()
    .describe("The credential whose key is replaced. Left out: a new one is made."),
});

export const RequestRotation = z.strictObject({
  dryRun: z.boolean("Give true or false.").default(false).describe("Opens everything and writes nothing."),
});

export const ShredTenant = z.strictObject({
  tenant: z
    .string("Name the tenant by its id or client id.")
    .max(64, "Name the tenant by its id or client id."),
  confirm: z.string("Type the client id of the tenant.").max(200, "Type the client id of the tenant."),
});
