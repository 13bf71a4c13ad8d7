import { query } from "#lib/core/operation.ts";
import { readUnknownKeys } from "./queries.ts";
import { ListUnknownKeys } from "./schemas.ts";

/** Calls with secrets of the tenant's keys that are good no more, the latest first. */
export const listUnknownKeys = query({
  name: "unknown_key.list",
  on: "tenant",
  can: "keys:read",
  input: ListUnknownKeys,
  run: ({ tx, tenantId }, question) => readUnknownKeys(tx, tenantId, question),
});
