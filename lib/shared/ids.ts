// Ids are opaque outside ("key_01k…") and uuid v7 inside, so that they sort by time and stay small.
// Text form: a prefix, "_", and the 128 bits in Crockford base32, as in the TypeID specification v0.3.
import { base32OfHex, uuidFromBase32 } from "./base32.ts";
import { timeOrdered } from "./time-ordered.ts";

/** Every kind of thing that has an id. */
export type IdPrefix =
  | "ten"
  | "usr"
  | "ses"
  | "inv"
  | "pln"
  | "key"
  | "sec"
  | "imk"
  | "tok"
  | "aud"
  | "evt"
  | "mail"
  | "link"
  | "node"
  | "unk"
  | "cred"
  | "seal"
  | "msg"
  | "hook"
  | "dlv"
  | "leak"
  | "rot"
  | "alt"
  | "rul"
  | "view"
  | "rep"
  | "exp"
  | "vis"
  | "bill"
  | "crd";

export type Id<P extends IdPrefix> = `${P}_${string}`;

/** The version, 7, stands in the first four of the sixteen random digits' bits, the variant, 2, in bits 16 and 17. */
const nextUuid = timeOrdered((digits) => {
  digits[0] = 0b01110 | ((digits[0] as number) & 0b00001);
  digits[3] = 0b01000 | ((digits[3] as number) & 0b10011);
});

const NIL_UUID = "00000000-0000-0000-0000-000000000000";

/** The tenant id under which things stand that belong to the platform itself (its audit chain, unknown keys). */
export const PLATFORM_TENANT: Id<"ten"> = encodeId("ten", NIL_UUID);

/** A new id; ids made later sort later. */
export function newId<P extends IdPrefix>(prefix: P): Id<P> {
  return `${prefix}_${nextUuid(Date.now())}`;
}

/** The text form of a uuid. */
export function encodeId<P extends IdPrefix>(prefix: P, uuid: string): Id<P> {
  return `${prefix}_${base32OfHex(uuid.replaceAll("-", ""))}`;
}

/** The uuid inside an id, or null when the text is not an id of that kind. */
export function decodeId(prefix: IdPrefix, text: string): string | null {
  if (!text.startsWith(prefix) || text[prefix.length] !== "_") return null;
  return uuidFromBase32(text, prefix.length + 1);
}

/** Whether `text` is an id of the kind `prefix`. */
export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  return decodeId(prefix, text) !== null;
}

/** The moment at which an id was made, to the millisecond. */
export function madeAt(prefix: IdPrefix, id: string): Date | null {
  const uuid = decodeId(prefix, id);
  if (!uuid) return null;
  return new Date(Number.parseInt(uuid.replaceAll("-", "").slice(0, 12), 16));
}
