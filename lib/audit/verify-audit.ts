import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { verifyChain } from "./verify-chain.ts";

/** Whether one tenant's audit trail is whole. `last` limits the look to its newest entries. */
export const verifyAudit = query({
  name: "audit.verify",
  on: "tenant",
  can: "audit:read",
  input: z.strictObject({ last: z.coerce.number().int().min(1).optional() }),
  run: ({ tx, tenantId, now }, { last }) => verifyChain(tx, tenantId, now, last),
});
