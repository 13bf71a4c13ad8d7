// When each node that verifies stopped accepting a key that was revoked.
import { sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import { query } from "#lib/core/operation.ts";
import { encodeId } from "#lib/shared/ids.ts";
import { readKey } from "./queries.ts";
import { KeyTarget } from "./schemas.ts";

export interface RevocationReach {
  nodes: {
    id: string;
    /** Milliseconds after the revocation; null while it has not said that it heard. */
    afterMs: number | null;
    /** Whether it says nothing any more; it accepts nothing then. */
    gone: boolean;
  }[];
}

/** The nodes that ran when the key was revoked; empty for one that is not revoked, and after a week. */
export const revocationReach = query({
  name: "key.revocation_reach",
  on: "tenant",
  can: "keys:read",
  input: KeyTarget,
  async run({ tx, tenantId }, { keyId }): Promise<RevocationReach> {
    const { key } = await readKey(tx, tenantId, keyId);
    if (!key.revokedAt) return { nodes: [] };
    const rows = await tx.execute<{ node: string; after_ms: number | null; gone: boolean }>(
      sql`select node, after_ms, gone from revocation_reach(${uuidOf("key", key.id)}::uuid)`,
    );
    return {
      nodes: rows.map(({ node, after_ms, gone }) => ({
        id: encodeId("node", node),
        afterMs: after_ms,
        gone,
      })),
    };
  },
});
