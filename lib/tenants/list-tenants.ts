import { and, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { plans, tenants } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, decodeCursor, type Page } from "#lib/core/page.ts";
import { isId } from "#lib/shared/ids.ts";
import { selectTenants } from "./queries.ts";
import { ListTenants } from "./schemas.ts";
import { type TenantView, toTenantView } from "./view.ts";

/** All tenants, newest first; for platform staff. */
export const listTenants = query({
  name: "tenant.list",
  on: "platform",
  can: "tenants:read",
  input: ListTenants,
  async run({ tx }, { cursor, limit, q, status, plan }): Promise<Page<TenantView>> {
    const where = and(
      afterCursor(cursor),
      q ? matches(q) : undefined,
      status === "suspended" ? isNotNull(tenants.suspendedAt) : undefined,
      status === "active" ? isNull(tenants.suspendedAt) : undefined,
      plan ? (isId("pln", plan) ? eq(plans.id, plan) : eq(plans.slug, plan)) : undefined,
    );
    const rows = await selectTenants(tx, where, limit + 1);
    return cutPage(rows, limit, ({ tenant }) => ({ at: tenant.createdAt, id: tenant.id }), toTenantView);
  },
});

function afterCursor(cursor: string | null | undefined): SQL | undefined {
  const last = decodeCursor(cursor, (text) => isId("ten", text));
  if (!last) return undefined;
  const id = sql.param(last.id, tenants.id);
  return sql`(${tenants.createdAt}, ${tenants.id}) < (${sql.param(last.at, tenants.createdAt)}, ${id})`;
}

function matches(q: string): SQL | undefined {
  if (isId("ten", q)) return eq(tenants.id, q);
  const anywhere = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return or(sql`${tenants.name} ilike ${anywhere}`, sql`${tenants.clientId} ilike ${anywhere}`);
}
