// Notes from which networks keys are used, by reading what was stored since the last time: verifications do nothing for it.
import { max, min, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { alertProgress, nodes } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";
import { takeTurn } from "./take-turn.ts";

const PROGRESS = "key_networks";

/** Events are stored within this of their moment, unless a node says that some of its wait. */
const LATE_MS = 3 * MINUTE_MS;
/** What waits for longer is not waited for. */
const LATEST_MS = 6 * HOUR_MS;
/** How far the first time looks back, unless told otherwise. */
const BEGIN_MS = DAY_MS;
/** Of one key; what comes from everywhere has no network that is new. */
const MOST_OF_KEY = 256;
const KEPT_MS = 30 * DAY_MS;

/** Any number: who holds it reads. */
const LOCK = 7_203_116;

export const learnNetworks = command({
  name: "key_networks.learn",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ from: z.date().optional() }),
  async run({ tx, now, unchanged }, input): Promise<{ networks: number; forgotten: number }> {
    unchanged();
    if (!(await takeTurn(tx, LOCK, input.from !== undefined))) return { networks: 0, forgotten: 0 };
    const [progress] = await tx.select({ at: max(alertProgress.at) }).from(alertProgress);
    const from = input.from ?? progress?.at ?? new Date(now.getTime() - BEGIN_MS);
    const networks = await noteNetworks(tx, from, now);
    const forgotten = await forgetNetworks(tx, now);
    const at = await nextBeginning(tx, from, now);
    await tx
      .insert(alertProgress)
      .values({ name: PROGRESS, at })
      .onConflictDoUpdate({ target: alertProgress.name, set: { at } });
    return { networks, forgotten };
  },
});

/** The networks of all calls in between; how many are new. Addresses are noted in their normal form by the api. */
async function noteNetworks(tx: Tx, from: Date, to: Date): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    with calls as (
      select tenant_id, key_id, ip, min(at) as first_at, max(at) as last_at from usage_events
      where at >= ${from.toISOString()}::timestamptz and at <= ${to.toISOString()}::timestamptz
        and secret_id is not null and ip is not null and outcome not in ('REVOKED', 'EXPIRED', 'DISABLED')
      group by 1, 2, 3
    ), networks as (
      select tenant_id, key_id, case
          when ip ~ '^\\d{1,3}(\\.\\d{1,3}){3}$' then regexp_replace(ip, '\\.\\d+$', '.0/24')
          when ip ~ '^[0-9a-f:]+$' then network(set_masklen(ip::inet, 48))::text
        end as network, min(first_at) as first_at, max(last_at) as last_at
      from calls group by 1, 2, 3
    ), bounded as (
      select n.*, row_number() over (partition by n.tenant_id, n.key_id order by n.first_at)
        + (select count(*) from key_networks k where k.tenant_id = n.tenant_id and k.key_id = n.key_id) as place,
        exists (select from key_networks k where k.tenant_id = n.tenant_id and k.key_id = n.key_id
          and k.network = n.network) as known
      from networks n where n.network is not null
    ), noted as (
      insert into key_networks as k (tenant_id, key_id, network, first_at, last_at)
      select tenant_id, key_id, network, first_at, last_at from bounded
      where known or place <= ${MOST_OF_KEY} order by 1, 2, 3
      on conflict (tenant_id, key_id, network) do update
        set first_at = least(k.first_at, excluded.first_at), last_at = greatest(k.last_at, excluded.last_at)
        where excluded.last_at > k.last_at + interval '1 minute' or excluded.first_at < k.first_at
      returning xmax = 0 as fresh
    )
    select count(*) filter (where fresh)::int as count from noted`);
  return row?.count ?? 0;
}

async function forgetNetworks(tx: Tx, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_MS).toISOString();
  const rows = await tx.execute(sql`delete from key_networks where last_at < ${before}::timestamptz`);
  return rows.count;
}

/** Where the next time begins: a little before now, and earlier while usage waits somewhere to be stored. */
async function nextBeginning(tx: Tx, from: Date, now: Date): Promise<Date> {
  const [waiting] = await tx
    .select({ at: min(nodes.seenAt) })
    .from(nodes)
    .where(ne(nodes.waiting, 0));
  const usual = now.getTime() - LATE_MS;
  if (!waiting?.at) return new Date(usual);
  return new Date(Math.min(usual, Math.max(from.getTime(), now.getTime() - LATEST_MS)));
}
