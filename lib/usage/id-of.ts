// A schema for ids of one kind.
import { z } from "zod";
import { type Id, type IdPrefix, isId } from "#lib/shared/ids.ts";

export function idOf<P extends IdPrefix>(prefix: P) {
  return z.custom<Id<P>>(
    (value) => typeof value === "string" && isId(prefix, value),
    `Give an id that begins with ${prefix}_.`,
  );
}
