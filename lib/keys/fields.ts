// The single fields of a key, each with its rule and a message that says what to do.
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { MAX_EXPIRY_DAYS, MAX_GRACE_SECONDS } from "#lib/shared/key-status.ts";

const METADATA_BYTES = 16_384;

export const keyId = z.string("Name the key by its id.").max(64, "This is not a key's id.");

export const keyName = z
  .string("Give the key a name.")
  .trim()
  .min(1, "Give the key a name.")
  .max(120, "A name has at most 120 characters.")
  .regex(/^\P{Cc}*$/u, "A name has no line breaks or control characters.");

export const ownerEmail = z
  .string("Give an e-mail address.")
  .trim()
  .toLowerCase()
  .pipe(z.email("Give an e-mail address.").max(254, "Give an e-mail address."));

/** Addresses and CIDR blocks, v4 and v6, in their shortest form: "10.1.2.3/8" becomes "10.0.0.0/8". */
export const ipAllow = z
  .array(
    z.string("Give an address or a CIDR block.").transform((text, context) => {
      const cidr = normaliseCidr(text.trim());
      if (cidr) return cidr;
      context.addIssue({
        code: "custom",
        message: "Give an address or a CIDR block, such as 203.0.113.0/24 or 2001:db8::/32.",
      });
      return z.NEVER;
    }),
    "Give a list of addresses and CIDR blocks.",
  )
  .max(100, "Give at most 100 addresses.")
  .transform((list) => [...new Set(list)]);

export const tags = z
  .array(
    z
      .string("A tag is text.")
      .trim()
      .min(1, "A tag is not empty.")
      .max(64, "A tag has at most 64 characters.")
      .regex(/^[^\p{Cc},]*$/u, "A tag has no commas or control characters."),
    "Give a list of tags.",
  )
  .max(50, "Give at most 50 tags.")
  .transform((list) => [...new Set(list)]);

export const metadata = z
  .record(z.string(), z.json(), "Give an object.")
  .refine(
    (value) => Buffer.byteLength(JSON.stringify(value)) <= METADATA_BYTES,
    "Metadata has at most 16 kB as JSON.",
  );

export const expiresInDays = z
  .int(`Give a whole number of days from 1 to ${MAX_EXPIRY_DAYS}, or null for never.`)
  .min(1, `Give a whole number of days from 1 to ${MAX_EXPIRY_DAYS}, or null for never.`)
  .max(MAX_EXPIRY_DAYS, `Give a whole number of days from 1 to ${MAX_EXPIRY_DAYS}, or null for never.`);

export const expiresAt = z.iso.datetime({
  offset: true,
  error: "Give a time such as 2030-01-31T12:00:00Z, or null for never.",
});

export const graceSeconds = z
  .int(`Give whole seconds from 0 to ${MAX_GRACE_SECONDS}.`)
  .min(0, `Give whole seconds from 0 to ${MAX_GRACE_SECONDS}.`)
  .max(MAX_GRACE_SECONDS, `Give whole seconds from 0 to ${MAX_GRACE_SECONDS}.`);

/** A secret that somebody chose. It must fit into an HTTP header, or its holder could not send it. */
export const chosenSecret = z
  .string("A secret is text.")
  .min(16, "A secret has at least 16 characters.")
  .max(512, "A secret has at most 512 characters.")
  .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, {
    error:
      "Use letters, digits and signs of ASCII, without spaces at either end, so that a header can carry it.",
  });

/** The shortest form of an address or block, or null. A v4 address inside v6 counts as v4. */
function normaliseCidr(text: string): string | null {
  if (ipaddr.isValidCIDR(text)) {
    const [address, bits] = ipaddr.parseCIDR(text);
    return blockOf(address, bits);
  }
  if (!ipaddr.IPv6.isValid(text) && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  const address = ipaddr.parse(text);
  return blockOf(address, address.kind() === "ipv6" ? 128 : 32);
}

function blockOf(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96)
    return blockOf(address.toIPv4Address(), bits - 96);
  const block = `${address.toString()}/${bits}`;
  return address instanceof ipaddr.IPv6
    ? `${ipaddr.IPv6.networkAddressFromCIDR(block).toRFC5952String()}/${bits}`
    : `${ipaddr.IPv4.networkAddressFromCIDR(block)}/${bits}`;
}
