// Whether the master keys at hand are those that everything was stored under. Asked before anything is answered.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { wrappedUnder } from "./queries.ts";
import { requireVault } from "./require-vault.ts";
import type { MasterKeyName } from "./vault.ts";
import { isSame } from "./writing-key.ts";

export interface MasterKeyFault extends MasterKeyName {
  /** missing: it is needed and not at hand. wrong: another key bears its version. */
  fault: "missing" | "wrong";
}

/** The faults of this process's master keys. One row that differs from all others is a broken row, not a wrong key. */
export const checkMasterKeys = query({
  name: "vault.check_master_keys",
  on: "platform",
  can: "system:read",
  input: z.strictObject({}),
  async run({ tx, ...context }): Promise<MasterKeyFault[]> {
    const vault = requireVault(context);
    const held = await vault.held();
    const used = (await tx.execute(sql`
      select distinct kek_kind as "kekKind", kek_version as "kekVersion" from tenant_keys
      where wrapped is not null and unreadable_since is null
    `)) as unknown as MasterKeyName[];
    const faults: MasterKeyFault[] = [];
    for (const name of used) {
      if (!held.some((each) => isSame(each, name))) faults.push({ ...name, fault: "missing" });
      else if (!(await anyMatches())) faults.push({ ...name, fault: "wrong" });
      async function anyMatches(): Promise<boolean> {
        for (const row of await wrappedUnder(tx, name)) if (await vault.matches(row)) return true;
        return false;
      }
    }
    return faults;
  },
});
