// Networks that keys were first seen in during the last day.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { encodeId } from "#lib/shared/ids.ts";
import type { NetworkFacts } from "../rules/new-network.ts";
import { MOST_FACTS, type Of } from "./recent-calls.ts";

interface Row extends Record<string, unknown> {
  tenant_id: string;
  key_id: string;
  name: string;
  network: string;
  first_ms: number;
  known_ms: number;
  networks: number;
}

export async function readNewNetworks(tx: Tx, now: Date): Promise<Of<NetworkFacts>[]> {
  const dayAgo = new Date(now.getTime() - DAY_MS).toISOString();
  const rows = await tx.execute<Row>(sql`
    select n.tenant_id, n.key_id, k.name, n.network, extract(epoch from n.first_at)::float8 * 1000 as first_ms,
      extract(epoch from known.since)::float8 * 1000 as known_ms, known.networks
    from key_networks n
    join keys k on k.tenant_id = n.tenant_id and k.id = n.key_id
    cross join lateral (
      select min(o.first_at) as since, count(*)::int as networks from key_networks o
      where o.tenant_id = n.tenant_id and o.key_id = n.key_id
        and o.first_at <= n.first_at
      having min(o.first_at) < n.first_at
    ) known
    where n.first_at > ${dayAgo}::timestamptz and n.first_at <= ${now.toISOString()}::timestamptz
    order by n.first_at desc limit ${MOST_FACTS}`);
  return rows.map((row) => ({
    tenantId: encodeId("ten", row.tenant_id),
    keyId: encodeId("key", row.key_id),
    keyName: row.name,
    network: row.network,
    firstAt: new Date(row.first_ms),
    knownSince: new Date(row.known_ms),
    networks: row.networks,
  }));
}
