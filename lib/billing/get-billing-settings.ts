import { query } from "#lib/core/operation.ts";
import { readSettings } from "./queries.ts";
import { Nothing } from "./schemas.ts";

/** How the platform bills; for its staff. */
export const getBillingSettings = query({
  name: "billing.settings",
  on: "platform",
  can: "billing:read",
  input: Nothing,
  run: ({ tx }) => readSettings(tx),
});
