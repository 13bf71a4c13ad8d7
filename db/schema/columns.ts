// Column types that every table shares.
import { customType, timestamp } from "drizzle-orm/pg-core";
import { decodeId, encodeId, type Id, type IdPrefix } from "#lib/shared/ids.ts";

/** A uuid in Postgres, an opaque prefixed id in TypeScript. Throws on an id of another kind. */
export function idColumn<P extends IdPrefix>(prefix: P, name: string) {
  return customType<{ data: Id<P>; driverData: string }>({
    dataType: () => "uuid",
    toDriver: (id) => uuidOf(prefix, id),
    fromDriver: (uuid) => encodeId(prefix, uuid),
  })(name);
}

/** The uuid of an id, for SQL that is written by hand. */
export function uuidOf(prefix: IdPrefix, id: string): string {
  const uuid = decodeId(prefix, id);
  if (!uuid) throw new TypeError(`not an id of kind ${prefix}`);
  return uuid;
}

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });
