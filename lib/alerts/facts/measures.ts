// What tenants' own rules measure: one statement for each table of roll-ups, whatever the number of rules.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import type { AlertMetric, ThresholdSettings } from "#lib/shared/alerts.ts";
import { decodeId, type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";

export interface Measured {
  keyName: string | null;
  value: number | null;
}

interface Asking {
  /** Names the answer. */
  id: string;
  tenantId: Id<"ten">;
  settings: ThresholdSettings;
}

const QUARTER_MS = 15 * MINUTE_MS;

/** What each rule measures now, by its id. */
export async function readMeasures(
  tx: Tx,
  now: Date,
  asked: readonly Asking[],
): Promise<Map<string, Measured>> {
  const calls = asked.filter(({ settings }) => !["meter", "cost_usd"].includes(settings.metric));
  const meters = asked.filter(({ settings }) => settings.metric === "meter");
  const costs = asked.filter(({ settings }) => settings.metric === "cost_usd");
  return new Map([
    ...(await measure(tx, now, calls, QUARTER_MS, ofCalls)),
    ...(await measure(tx, now, meters, QUARTER_MS, ofMeters)),
    ...(await measure(tx, now, costs, HOUR_MS, ofCosts)),
  ]);
}

interface Row extends Record<string, unknown> {
  id: string;
  metric: AlertMetric;
  name: string | null;
  calls?: number;
  requests?: number;
  refused?: number;
  micros?: number;
  amount?: number;
}

async function measure(
  tx: Tx,
  now: Date,
  asked: readonly Asking[],
  bucketMs: number,
  source: SQL,
): Promise<[string, Measured][]> {
  if (asked.length === 0) return [];
  const rows = await tx.execute<Row>(sql`
    select r.id, r.metric, k.name, s.*
    from jsonb_to_recordset(${JSON.stringify(asked.map((each) => question(each, now, bucketMs)))}::jsonb) as r
      (id text, metric text, meter text, tenant_id uuid, key_id uuid, environment text, since timestamptz, until timestamptz)
    left join keys k on k.tenant_id = r.tenant_id and k.id = r.key_id
    cross join lateral (${source}
      and u.bucket >= r.since and u.bucket < r.until and (r.tenant_id is null or u.tenant_id = r.tenant_id)
      and (r.key_id is null or u.key_id = r.key_id) and (r.environment is null or u.environment = r.environment)) s`);
  return rows.map((row) => [row.id, { keyName: row.name, value: measuredIn(row) }]);
}

const ofCalls = sql`select coalesce(sum(u.calls), 0)::float8 as calls, coalesce(sum(u.requests), 0)::float8 as requests,
  coalesce(sum(u.calls) filter (where u.outcome <> 'VALID'), 0)::float8 as refused,
  coalesce(sum(u.latency_micros), 0)::float8 as micros from usage_quarter_hours u where u.environment <> 'none'`;
const ofMeters = sql`select coalesce(sum(u.quantity), 0)::float8 as amount from meter_quarter_hours u where u.meter = r.meter`;
const ofCosts = sql`select (coalesce(sum(u.cost_pico), 0) / 1e12)::float8 as amount from model_hours u where true`;

/** What shall be above counts the bucket in progress; what shall be below waits until it is whole. */
function question({ id, tenantId, settings }: Asking, now: Date, bucketMs: number) {
  const begun = Math.floor(now.getTime() / bucketMs) * bucketMs;
  const until = settings.comparison === "above" ? begun + bucketMs : begun;
  const spanMs = Math.max(bucketMs, settings.windowMinutes * MINUTE_MS);
  return {
    id,
    metric: settings.metric,
    meter: settings.meter,
    tenant_id: tenantId === PLATFORM_TENANT ? null : decodeId("ten", tenantId),
    key_id: settings.keyId && decodeId("key", settings.keyId),
    environment: settings.environment,
    since: new Date(until - spanMs).toISOString(),
    until: new Date(until).toISOString(),
  };
}

function measuredIn({
  metric,
  calls = 0,
  requests = 0,
  refused = 0,
  micros = 0,
  amount = 0,
}: Row): number | null {
  if (metric === "calls") return calls;
  if (metric === "requests") return requests;
  if (metric === "refused") return refused;
  if (metric === "refused_percent") return calls > 0 ? (refused * 100) / calls : null;
  if (metric === "latency_ms") return calls > 0 ? micros / 1_000 / calls : null;
  return amount;
}
