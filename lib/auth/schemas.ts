// What may be asked of accounts, sessions and links.
import { z } from "zod";
import { PLATFORM_ROLES } from "#lib/shared/permissions.ts";

const SHORTEST = 12;
const LONGEST = 256;

/** Lower case, as it is stored. */
export const email = z
  .string("Give an e-mail address.")
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("Give an e-mail address, such as ada@example.com."));

export const personName = z
  .string("Give a name.")
  .trim()
  .min(1, "Give a name.")
  .max(120, "A name has at most 120 characters.")
  .regex(/^\P{Cc}*$/u, "A name has no line breaks or control characters.");

/** A password that is being chosen; its strength is judged by requireGoodPassword(). */
export const newPassword = z
  .string("Choose a password.")
  .max(LONGEST, `A password has at most ${LONGEST} characters.`)
  .refine((text) => [...text.normalize("NFKC")].length >= SHORTEST, {
    error: `A password needs at least ${SHORTEST} characters.`,
  });

/** A password that is being checked. */
export const givenPassword = z
  .string("Give your password.")
  .min(1, "Give your password.")
  .max(LONGEST, "This password is too long.");

/** What stands at the end of a single-use link. */
export const linkToken = z.string("Open the whole link.").min(1, "Open the whole link.").max(100);

export const platformRole = z.enum(PLATFORM_ROLES, "Choose admin or support.");

export const userId = z.string("Name the person by their id.").max(40);
