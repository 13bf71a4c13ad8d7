// Says which master keys this process holds, so that no other writes under one that this cannot read.
import { lt } from "drizzle-orm";
import { z } from "zod";
import { masterKeyHolders } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { isId } from "#lib/shared/ids.ts";
import { HOLDER_GONE_MS, holdKeys, releaseKeys } from "./queries.ts";
import { requireVault } from "./require-vault.ts";

export const holdMasterKeys = command({
  name: "vault.hold_master_keys",
  on: "platform",
  can: "system:write",
  input: z.strictObject({
    nodeId: z.string().refine((text) => isId("node", text), "Name the node by its id."),
    /** False when the process is about to end. */
    holds: z.boolean().default(true),
  }),
  async run({ tx, now, unchanged, ...context }, { nodeId, holds }): Promise<{ keys: number }> {
    unchanged();
    const held = holds ? await requireVault(context).held() : [];
    if (!isId("node", nodeId)) return { keys: 0 };
    await releaseKeys(tx, nodeId, held);
    await holdKeys(tx, nodeId, held, now);
    await tx
      .delete(masterKeyHolders)
      .where(lt(masterKeyHolders.seenAt, new Date(now.getTime() - 10 * HOLDER_GONE_MS)));
    return { keys: held.length };
  },
});
