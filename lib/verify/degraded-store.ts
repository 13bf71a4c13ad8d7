// Writes into the platform's audit trail that a node counted limits without their counters, and that it no longer does.
import { hostname } from "node:os";
import type { Database } from "#db/client.ts";
import { onPlatform } from "#db/tenant.ts";
import { appendAudit } from "#lib/core/audit-trail.ts";
import type { Clock } from "#lib/core/clock.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { DegradedNews } from "./degraded-watch.ts";

export async function noteDegraded(
  db: Database,
  clock: Clock,
  nodeId: Id<"node">,
  { policy, since, until }: DegradedNews,
): Promise<void> {
  const action = until ? "limits.recover" : "limits.degrade";
  const note = {
    target: { type: "node", id: nodeId, label: hostname() },
    after: { policy, since: since.toISOString(), ...(until && { until: until.toISOString() }) },
  };
  await onPlatform(db, (tx) => appendAudit(tx, systemPrincipal("the data plane"), action, clock(), [note]));
}
