// What usage is kept in, as far as anybody knows of it. Operations ask this and never the tables, so that another store can
// take the place of Postgres: one whose answers are these, for the one that writes and the one that reads.
import type { Sql } from "#db/client.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { CredentialSum, Spender } from "./credential-sums.ts";
import type { UsageFilter } from "./filter.ts";
import type { ModelCallRow } from "./find-stored-call.ts";
import type { CallsFilter, EventRow } from "./list-events.ts";
import type { Metric } from "./metric.ts";
import type { ModelSum } from "./model-sums.ts";
import type { Offset } from "./offsets.ts";
import type { Ask } from "./parts.ts";
import type { SecretCallers, SecretOfKey } from "./rank-callers.ts";
import type { Source } from "./sources.ts";
import type { Sums } from "./sum-by-bucket.ts";
import type { QuarterSum } from "./sum-by-quarter.ts";
import type { Totals } from "./totals.ts";
import type { Kind } from "./values.ts";

export interface UsageStore {
  /**
   * Keeps calls and all their sums, each call once however often it is told; how many were new. Lines are those of
   * lib/verify/usage-line.ts. Resolves when they survive a loss of power.
   */
  write(sql: Sql, lines: string): Promise<number>;

  // Every read sees what the transaction may see, all of it at one moment.

  /** A metric by bucket and group. The `most` largest groups stand alone, the rest under null. */
  series(tx: Tx, filter: UsageFilter, ask: Ask & { most: number }): Promise<Sums>;
  /** The same over the whole range at once. */
  top(tx: Tx, filter: UsageFilter, ask: Omit<Ask, "starts"> & { most: number }): Promise<Sums>;
  /** Calls by how long they took, by bucket and group, which percentiles are read from. */
  histogram(tx: Tx, filter: UsageFilter, ask: Omit<Ask, "source"> & { most: number }): Promise<Sums>;
  /** A range in a handful of sums. */
  totals(tx: Tx, source: Source, filter: UsageFilter): Promise<Totals>;
  /** By the quarter hour of the week in UTC, for each stretch between changes of a clock. */
  week(tx: Tx, filter: UsageFilter, metric: Metric, offsets: readonly Offset[]): Promise<QuarterSum[]>;
  /** By model, provider and payer, the dearest first. */
  models(tx: Tx, filter: UsageFilter): Promise<ModelSum[]>;
  /** Single calls, newest first. */
  list(tx: Tx, filter: CallsFilter): Promise<EventRow[]>;
  /** The newest call of a language model with a request id, since then. */
  modelCall(tx: Tx, tenantId: Id<"ten">, requestId: string, since: Date): Promise<ModelCallRow | null>;
  /** What a single call used of a language model; null where it used none. */
  modelUse(tx: Tx, tenantId: Id<"ten">, id: Id<"evt">): Promise<ModelCallRow | null>;
  /** Who calls with a secret, the busiest first, among its key's newest calls since then. */
  callers(tx: Tx, secret: SecretOfKey, since: Date): Promise<SecretCallers>;
  /** What was spent of each credential of its owner, from the UTC day of that moment on. */
  spent(tx: Tx, ownerId: Id<"ten">, from: Date): Promise<CredentialSum[]>;
  /** Which keys of a tenant spent which, among its newest calls since then, those that called most first. */
  spenders(tx: Tx, tenantId: Id<"ten">, since: Date): Promise<Spender[]>;
  /** What was seen of a kind since then, the most used first. */
  distinct(tx: Tx, kind: Kind, tenantId: Id<"ten"> | null, since: Date): Promise<string[]>;
  /** The beginning of the newest quarter hour with calls; null when there never was one. */
  newest(tx: Tx, tenantIds?: Id<"ten">[]): Promise<Date | null>;
}
