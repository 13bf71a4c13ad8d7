import { query } from "#lib/core/operation.ts";
import { readUnknownKeys } from "./queries.ts";
import { ListUnknownKeys } from "./schemas.ts";

/** All refused secrets, those of no tenant and those of keys that are good no more, the latest first. */
export const listAllUnknownKeys = query({
  name: "unknown_key.list_all",
  on: "platform",
  can: "keys:read",
  input: ListUnknownKeys,
  run: ({ tx }, question) => readUnknownKeys(tx, null, question),
});
