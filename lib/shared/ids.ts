// Ids are opaque outside ("key_01k…") and uuid v7 inside, so that they sort by time and stay small.
// Text form: a prefix, "_", and the 128 bits in Crockford base32, as in the TypeID specification v0.3.
import { UUID, uuidv7obj } from "uuidv7";

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
  | "rot";

export type Id<P extends IdPrefix> = `${P}_${string}`;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const NIL_UUID = "00000000-0000-0000-0000-000000000000";

/** The tenant id under which things stand that belong to the platform itself (its audit chain, unknown keys). */
export const PLATFORM_TENANT: Id<"ten"> = encodeId("ten", NIL_UUID);

/** A new id; ids made later sort later. */
export function newId<P extends IdPrefix>(prefix: P): Id<P> {
  return encodeId(prefix, uuidv7obj().toString());
}

/** The text form of a uuid. */
export function encodeId<P extends IdPrefix>(prefix: P, uuid: string): Id<P> {
  let bits = BigInt(`0x${uuid.replaceAll("-", "")}`);
  let text = "";
  for (let index = 0; index < 26; index += 1) {
    text = ALPHABET[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
}

/** The uuid inside an id, or null when the text is not an id of that kind. */
export function decodeId(prefix: IdPrefix, text: string): string | null {
  if (!text.startsWith(`${prefix}_`)) return null;
  const body = text.slice(prefix.length + 1);
  if (!/^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(body)) return null;
  let bits = 0n;
  for (const char of body) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(char));
  const hex = bits.toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Whether `text` is an id of the kind `prefix`. */
export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  return decodeId(prefix, text) !== null;
}

/** The moment at which an id was made, to the millisecond. */
export function madeAt(prefix: IdPrefix, id: string): Date | null {
  const uuid = decodeId(prefix, id);
  if (!uuid) return null;
  return new Date(Number.parseInt(UUID.parse(uuid).toHex().slice(0, 12), 16));
}
