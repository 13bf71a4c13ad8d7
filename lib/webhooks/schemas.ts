// What may be asked of webhooks.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";
import { CHOOSABLE_TYPES, DELIVERY_STATUSES, ENDPOINT_KINDS } from "#lib/shared/webhooks.ts";

const endpointId = z.string("Name the endpoint by its id.").max(64, "Name the endpoint by its id.");
const deliveryId = z.string("Name the delivery by its id.").max(64, "Name the delivery by its id.");
const url = z
  .string("Give an address that begins with https://.")
  .trim()
  .min(1, "Give an address that begins with https://.")
  .max(1_000, "An address has at most 1,000 characters.")
  .meta({ format: "uri" });
const description = z
  .string("Say in a few words what it is for.")
  .trim()
  .max(120, "A description has at most 120 characters.");
const types = z
  .array(z.enum(CHOOSABLE_TYPES, "Choose types of events that exist."), "Give a list of types.")
  .min(1, "Choose at least one type, or all of them.")
  .transform((list) => [...new Set(list)])
  .nullish()
  .describe("Which events; null for all, those to come included.");

export const CreateEndpoint = z.strictObject({
  url,
  kind: z
    .enum(ENDPOINT_KINDS, `Use one of ${ENDPOINT_KINDS.join(", ")}.`)
    .default("standard")
    .describe("standard: signed, as Standard Webhooks 1.0. slack: an incoming-webhook address."),
  description: description.default(""),
  types,
});

export const UpdateEndpoint = z.strictObject({
  endpointId,
  url: url.optional().describe("Left out: it stays."),
  description: description.optional(),
  types,
  enabled: z.boolean("Give true or false.").optional(),
});

export const EndpointTarget = z.strictObject({ endpointId });

export const RotateSecret = z.strictObject({
  endpointId,
  graceSeconds: z
    .int("Give a whole number of seconds.")
    .min(0, "Give 0 or more seconds.")
    .max(604_800, "The old secret can sign on for seven days at most.")
    .default(86_400)
    .describe("How long messages carry a signature by the old secret too."),
});

export const ListEndpoints = z.strictObject({ ...pageFields });

export const ListDeliveries = z.strictObject({
  endpointId,
  status: z.enum(DELIVERY_STATUSES, `Use one of ${DELIVERY_STATUSES.join(", ")}.`).optional(),
  ...pageFields,
});

export const DeliveryTarget = z.strictObject({ endpointId, deliveryId });

export const ReplayFailed = z.strictObject({
  endpointId,
  since: z.iso
    .datetime({ offset: true, error: "Give a time in RFC 3339." })
    .describe("Failed messages that were made then or later."),
});
