// The body of POST /v1/keys/verify, and what it asks. Each rule is a test, which the schema puts into words.
import { z } from "zod";
import { normalAddress } from "#lib/http/client-address.ts";

const MOST = 1_000_000_000_000;
const AMOUNT = `Give a whole number from 0 to ${MOST}.`;
const SCOPE = /^[^\s,]{1,128}$/;
const METER = /^[a-z][a-z0-9_.-]{0,62}$/;
const LABEL_LENGTH = 16_384;
const TAG_LENGTH = 64;
const METERS_AT_MOST = 32;
export const SCOPES_AT_MOST = 100;
export const TAGS_AT_MOST = 20;

export const isAmount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MOST;
export const isScope = (value: unknown): boolean => typeof value === "string" && SCOPE.test(value);
export const isTag = (value: unknown): boolean => typeof value === "string" && value.length <= TAG_LENGTH;
export const isLabel = (value: unknown): value is string =>
  typeof value === "string" && value.length <= LABEL_LENGTH;

export function isUnits(value: unknown): value is Record<string, number> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return (
    names.length <= METERS_AT_MOST &&
    names.every(
      (name) => name !== "requests" && METER.test(name) && isAmount((value as Record<string, unknown>)[name]),
    )
  );
}

export const amount = z.int(AMOUNT).min(0, AMOUNT).max(MOST, AMOUNT);

export const scope = z.string("A scope is text.").regex(SCOPE, "A scope looks like resource:action.");

/** Whatever a header can hold; what is kept of it is much shorter. */
export const label = z.string("Give text.").max(LABEL_LENGTH, `Give at most ${LABEL_LENGTH} characters.`);

const address = z
  .string("Give an IP address.")
  .refine((text) => normalAddress(text) !== null, "Give an IP address, such as 203.0.113.7 or 2001:db8::1.")
  .meta({ anyOf: [{ format: "ipv4" }, { format: "ipv6" }] });

const meter = z.string().regex(METER, "A meter is lower-case letters, digits, dots, dashes and underscores.");

export const VerifyRequest = z.strictObject(
  {
    key: z.string("Give the key that the caller sent."),
    scopes: z
      .array(scope, "Give a list of scopes.")
      .max(SCOPES_AT_MOST, `Give at most ${SCOPES_AT_MOST} scopes.`)
      .default([]),
    cost: amount.default(1),
    units: z
      .record(meter, amount, "Give an amount per meter.")
      .refine((units) => !Object.hasOwn(units, "requests"), "requests is counted by cost; leave it out here.")
      .refine(
        (units) => Object.keys(units).length <= METERS_AT_MOST,
        `Name at most ${METERS_AT_MOST} meters.`,
      )
      .default({}),
    resource: label.nullish(),
    ip: address.nullish(),
    userAgent: label.nullish(),
    tags: z
      .array(
        z.string("A tag is text.").max(TAG_LENGTH, `A tag has at most ${TAG_LENGTH} characters.`),
        "Give a list of tags.",
      )
      .max(TAGS_AT_MOST, `Give at most ${TAGS_AT_MOST} tags.`)
      .default([]),
  },
  { error: (issue) => (issue.code === "invalid_type" ? "Send a JSON object." : undefined) },
);
