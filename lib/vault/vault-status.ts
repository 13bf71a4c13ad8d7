// How things stand with the master keys: who holds which, what is wrapped under which, and which may be dropped.
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/tenant.ts";
import { query } from "#lib/core/operation.ts";
import { holdersNow } from "./queries.ts";
import { newestRotation } from "./rotation-queries.ts";
import { RotationView, toRotationView } from "./rotation-view.ts";
import type { MasterKeyName } from "./vault.ts";

const MasterKeyView = z.strictObject({
  kind: z.enum(["local", "transit"]),
  version: z.int(),
  /** Api processes that hold it now. */
  processes: z.int(),
  /** What is wrapped under it. */
  tenantKeys: z.int(),
  sealingKeys: z.int(),
  /** Whether new keys are wrapped under it. */
  writes: z.boolean(),
  /** Nothing is wrapped under it any more, and another writes: it can be taken out of the settings. */
  mayBeDropped: z.boolean(),
});

export const VaultStatus = z.strictObject({
  /** Api processes that run now and hold master keys. */
  processes: z.int(),
  /** Newest first. */
  masterKeys: z.array(MasterKeyView),
  tenantKeys: z.int(),
  /** Tenants' keys that no master key opens. */
  unreadable: z.int(),
  shredded: z.int(),
  /** Provider keys that wait to be taken into the vault. */
  waiting: z.int(),
  rotation: RotationView.nullable(),
});
export type VaultStatus = z.infer<typeof VaultStatus>;

interface Counted extends MasterKeyName {
  tenantKeys: number;
  sealingKeys: number;
}

export const vaultStatus = query({
  name: "vault.status",
  on: "platform",
  can: "system:read",
  input: z.strictObject({}),
  async run({ tx, now }): Promise<VaultStatus> {
    const { processes, of: holders } = await holdersNow(tx, now);
    const counted = await countByMasterKey(tx);
    const rotation = await newestRotation(tx);
    const names = unique([...holders, ...counted]);
    const writer = names.find((name) => processes > 0 && find(holders, name)?.processes === processes);
    return {
      processes,
      masterKeys: names.map((name) => {
        const { tenantKeys = 0, sealingKeys = 0 } = find(counted, name) ?? {};
        const writes = name === writer;
        return {
          kind: name.kekKind,
          version: name.kekVersion,
          processes: find(holders, name)?.processes ?? 0,
          tenantKeys,
          sealingKeys,
          writes,
          mayBeDropped:
            writer !== undefined && !writes && isOlder(name, writer) && tenantKeys + sealingKeys === 0,
        };
      }),
      ...(await totals(tx)),
      rotation: rotation && toRotationView(rotation),
    };
  },
});

async function countByMasterKey(tx: Tx): Promise<Counted[]> {
  return (await tx.execute(sql`
    select kek_kind as "kekKind", kek_version as "kekVersion",
           sum(tenant_keys)::int as "tenantKeys", sum(sealing_keys)::int as "sealingKeys"
    from (
      select kek_kind, kek_version, 1 as tenant_keys, 0 as sealing_keys from tenant_keys
      where wrapped is not null and unreadable_since is null
      union all select kek_kind, kek_version, 0, 1 from sealing_keys
    ) as each group by 1, 2`)) as unknown as Counted[];
}

async function totals(tx: Tx) {
  const [row] = (await tx.execute(sql`
    select count(*) filter (where wrapped is not null)::int as "tenantKeys",
           count(*) filter (where wrapped is not null and unreadable_since is not null)::int as unreadable,
           count(*) filter (where shredded_at is not null)::int as shredded,
           (select count(*)::int from credential_versions where state = 'sealed') as waiting
    from tenant_keys`)) as unknown as [
    Pick<VaultStatus, "tenantKeys" | "unreadable" | "shredded" | "waiting">,
  ];
  return row;
}

function find<Name extends MasterKeyName>(list: readonly Name[], name: MasterKeyName): Name | undefined {
  return list.find((each) => each.kekKind === name.kekKind && each.kekVersion === name.kekVersion);
}

/** Transit before local, and newer before older: the order in which they are written with. */
function unique(names: readonly MasterKeyName[]): MasterKeyName[] {
  return names
    .filter((name, index) => names.indexOf(find(names, name)!) === index)
    .sort((a, b) => b.kekKind.localeCompare(a.kekKind) || b.kekVersion - a.kekVersion);
}

function isOlder(name: MasterKeyName, writer: MasterKeyName): boolean {
  return name.kekKind === writer.kekKind ? name.kekVersion < writer.kekVersion : name.kekKind === "local";
}
