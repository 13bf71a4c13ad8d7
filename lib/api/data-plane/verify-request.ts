// The body of POST /v1/keys/verify, and what it asks.
import { z } from "zod";
import { normalAddress } from "#lib/http/client-address.ts";

const MOST = 1_000_000_000_000;
const AMOUNT = `Give a whole number from 0 to ${MOST}.`;

export const amount = z.int(AMOUNT).min(0, AMOUNT).max(MOST, AMOUNT);

export const scope = z
  .string("A scope is text.")
  .regex(/^[^\s,]{1,128}$/, "A scope looks like resource:action.");

/** Whatever a header can hold; what is kept of it is much shorter. */
export const label = z.string("Give text.").max(16_384, "Give at most 16384 characters.");

const address = z
  .string("Give an IP address.")
  .refine((text) => normalAddress(text) !== null, "Give an IP address, such as 203.0.113.7 or 2001:db8::1.");

const meter = z
  .string()
  .regex(/^[a-z][a-z0-9_.-]{0,62}$/, "A meter is lower-case letters, digits, dots, dashes and underscores.");

export const VerifyRequest = z.strictObject(
  {
    key: z.string("Give the key that the caller sent."),
    scopes: z.array(scope, "Give a list of scopes.").max(100, "Give at most 100 scopes.").default([]),
    cost: amount.default(1),
    units: z
      .record(meter, amount, "Give an amount per meter.")
      .refine((units) => !Object.hasOwn(units, "requests"), "requests is counted by cost; leave it out here.")
      .refine((units) => Object.keys(units).length <= 32, "Name at most 32 meters.")
      .default({}),
    resource: label.nullish(),
    ip: address.nullish(),
    userAgent: label.nullish(),
    tags: z
      .array(z.string("A tag is text.").max(64, "A tag has at most 64 characters."), "Give a list of tags.")
      .max(20, "Give at most 20 tags.")
      .default([]),
  },
  { error: (issue) => (issue.code === "invalid_type" ? "Send a JSON object." : undefined) },
);
