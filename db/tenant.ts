// The two ways into tenants' tables: as one tenant, or as the platform. Without either, a runtime role sees no rows.
import { sql } from "drizzle-orm";
import type { PgTransactionConfig } from "drizzle-orm/pg-core";
import type { Database } from "./client.ts";
import { uuidOf } from "./schema/columns.ts";

export type Tx = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

/** Runs `work` in a transaction that sees and writes the rows of one tenant (`ten_…`) and no others. */
export function inTenant<T>(
  db: Database,
  tenantId: string,
  work: (tx: Tx) => Promise<T>,
  config?: PgTransactionConfig,
): Promise<T> {
  return db.orm.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.tenant_id', ${uuidOf("ten", tenantId)}, true)`);
    return work(tx);
  }, config);
}

/** Runs `work` in a transaction that sees every tenant. For platform staff, sign-in and the worker. */
export function onPlatform<T>(
  db: Database,
  work: (tx: Tx) => Promise<T>,
  config?: PgTransactionConfig,
): Promise<T> {
  return db.orm.transaction(async (tx) => {
    await tx.execute(sql`set local role keyhold_platform`);
    return work(tx);
  }, config);
}
