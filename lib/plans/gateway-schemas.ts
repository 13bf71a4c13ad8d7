// What a caller may write about language models: which of them, under which names, and who pays; on a plan and on a key.
import { z } from "zod";
import { PAYER_CONTRACTS, UNKNOWN_PRICE_POLICIES } from "#lib/shared/gateway.ts";
import { isId } from "#lib/shared/ids.ts";
import { isProviderId } from "#lib/shared/providers.ts";

const payer = z.enum(PAYER_CONTRACTS, `Use ${PAYER_CONTRACTS.join(", ")}.`);

const pattern = z
  .string("A model is text.")
  .regex(/^[^\s]{1,200}$/, "A model looks like openai/gpt-5-mini; * stands for any characters.");

const model = z
  .string("A model is text.")
  .max(200, "A model's name has at most 200 characters.")
  .refine(
    (name) => isProviderId(name.split("/")[0] ?? ""),
    "Write provider/model, such as openai/gpt-5-mini.",
  );

const alias = z.string().regex(/^[A-Za-z0-9][\w.:/-]{0,99}$/, "Use letters, digits, and - _ . : /.");

const fields = {
  payer,
  models: z
    .array(pattern, "Give a list of models, or null for all.")
    .min(1, "Name at least one model, or write null for all.")
    .max(200, "Name at most 200 models.")
    .nullable(),
  aliases: z
    .record(alias, model, "Give a model for each name.")
    .refine((names) => Object.keys(names).length <= 100, "Give at most 100 names."),
  fallbacks: z
    .record(model, z.array(model, "Give a list of models.").max(5, "Name at most 5 models."), {
      error: "Give a list of models for each model.",
    })
    .refine((models) => Object.keys(models).length <= 100, "Name at most 100 models."),
};

const credential = z.custom<`cred_${string}`>(
  (id) => typeof id === "string" && isId("cred", id),
  "Name credentials by their ids (cred_…).",
);

/** A plan's. What is left out: byok and request, every model, and no call whose price is not known where money counts. */
export const planGatewayInput = z
  .strictObject({
    ...fields,
    payers: z.array(payer, "Give a list of contracts.").max(PAYER_CONTRACTS.length),
    unknownPrice: z.enum(UNKNOWN_PRICE_POLICIES, `Use ${UNKNOWN_PRICE_POLICIES.join(", ")}.`),
  })
  .partial();

/** A key's own, within what its plan gives. */
export const keyGatewayInput = z
  .strictObject({
    ...fields,
    credentials: z.array(credential, "Give a list of credentials.").max(20, "Name at most 20 credentials."),
  })
  .partial();
