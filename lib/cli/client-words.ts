// `name:scopes:limit`, by which `setup` is told of a client.
import { invalidField } from "#lib/core/errors.ts";
import { readLimit, readList } from "./words.ts";

export interface Client {
  name: string;
  /** Null for the plan's. */
  scopes: string[] | null;
  limits: object[] | null;
}

/**
 * "shop:write:1000/hour", "job:logs:read,logs:write:5000": the name, scopes with commas (or a preset), and requests
 * per hour or in another window. Scopes have colons of their own: the name ends at the first colon, the limit
 * begins at the last. An empty part stands for what the plan says.
 */
export function readClient(text: string): Client {
  const first = text.indexOf(":");
  const last = text.lastIndexOf(":");
  const limit = text.slice(last + 1);
  if (first < 1 || first === last || !/^(\d+(\/\w+)?)?$/.test(limit))
    throw invalidField("client", `"${text}" is no client; write one such as shop:write:1000/hour.`);
  const scopes = readList(text.slice(first + 1, last));
  return {
    name: text.slice(0, first),
    scopes: scopes.length > 0 ? scopes : null,
    limits: limit ? [readLimit(limit.includes("/") ? limit : `${limit}/hour`)] : null,
  };
}
