// One call as people and programs see it. What was kept of it holds no secret, and neither does this.
import { z } from "zod";
import type { Tx } from "#db/tenant.ts";
import { ENVIRONMENTS, OUTCOMES, type Outcome } from "#lib/shared/outcomes.ts";
import { UNKNOWN_KEY } from "./group-labels.ts";
import type { EventRow } from "./list-events.ts";
import { keyNames } from "./queries.ts";

export const CallView = z.strictObject({
  id: z.string().describe("Begins with evt_."),
  at: z.iso.datetime().describe("When it came, in RFC 3339."),
  outcome: z.enum(OUTCOMES as [Outcome, ...Outcome[]]),
  environment: z.enum([...ENVIRONMENTS, "none"]).describe("“none” for secrets that are no key."),
  key: z
    .strictObject({ id: z.string(), name: z.string(), clientId: z.string() })
    .nullable()
    .describe("Null for secrets that are no key."),
  resource: z.string().nullable(),
  scopes: z.array(z.string()).describe("Those that it needed."),
  ip: z.string().nullable().describe("The end caller’s address."),
  userAgent: z.string().nullable(),
  tags: z.array(z.string()),
  cost: z.int().describe("How many requests it asked for."),
  units: z.record(z.string(), z.number()).describe("What it asked for of other meters."),
  latencyMicros: z.int().describe("How long the decision took, in millionths of a second."),
  requestId: z.string(),
});
export type CallView = z.output<typeof CallView>;

/** Rows with the names that their keys have now. */
export async function toCallViews(tx: Tx, rows: readonly EventRow[]): Promise<CallView[]> {
  const ids = [...new Set(rows.map(({ keyId }) => keyId))].filter((id) => id !== UNKNOWN_KEY);
  const names = new Map((await keyNames(tx, ids)).map((key) => [key.id, key]));
  return rows.map((row) => {
    const key = names.get(row.keyId);
    return {
      id: row.id,
      at: row.at.toISOString(),
      outcome: row.outcome,
      environment: row.environment,
      key: key ? { id: key.id, name: key.name, clientId: key.clientId } : null,
      resource: row.resource,
      scopes: row.scope?.split(" ") ?? [],
      ip: row.ip,
      userAgent: row.userAgent,
      tags: row.tags ?? [],
      cost: row.cost,
      units: row.units ?? {},
      latencyMicros: row.latencyMicros,
      requestId: row.requestId,
    };
  });
}
