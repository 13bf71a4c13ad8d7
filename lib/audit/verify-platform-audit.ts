import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { verifyChain } from "./verify-chain.ts";

/** Whether the platform's own audit trail is whole. `last` limits the look to its newest entries. */
export const verifyPlatformAudit = query({
  name: "audit.verify_platform",
  on: "platform",
  can: "audit:read",
  input: z.strictObject({ last: z.coerce.number().int().min(1).optional() }),
  run: ({ tx, tenantId, now }, { last }) => verifyChain(tx, tenantId, now, last),
});
