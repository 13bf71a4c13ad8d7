// Refused secrets with where they came from: the latest first, found by what is known of them.
import { and, desc, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { keys, unknownKeySources as sources, tenants, unknownKeys } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { type CursorPosition, cutPage, decodeCursor, type Page } from "#lib/core/page.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { ListUnknownKeys } from "./schemas.ts";
import { toUnknownKeyView, type UnknownKeyRecord, type UnknownKeyView } from "./view.ts";

const SHOWN_SOURCES = 20;

/** A page of them: of one tenant's keys, or of all that the transaction may see. */
export async function readUnknownKeys(
  tx: Tx,
  tenantId: Id<"ten"> | null,
  { cursor, limit, ...filter }: ListUnknownKeys,
): Promise<Page<UnknownKeyView>> {
  const position = decodeCursor(cursor, (text) => isId("unk", text));
  const rows: UnknownKeyRecord[] = await tx
    .select({
      row: unknownKeys,
      key: { name: keys.name, clientId: tenants.clientId },
      addresses: countOf(sources.ip),
      userAgents: countOf(sources.userAgent),
      sources: latestSources,
    })
    .from(unknownKeys)
    .leftJoin(keys, and(eq(keys.tenantId, unknownKeys.tenantId), eq(keys.id, unknownKeys.keyId)))
    .leftJoin(tenants, eq(tenants.id, keys.tenantId))
    .where(
      and(tenantId ? eq(unknownKeys.tenantId, tenantId) : undefined, before(position), ...conditions(filter)),
    )
    .orderBy(desc(unknownKeys.lastAt), desc(unknownKeys.id))
    .limit(limit + 1);
  return cutPage(rows, limit, ({ row }) => ({ at: row.lastAt, id: row.id }), toUnknownKeyView);
}

const ofThis = sql`${sources.tenantId} = ${unknownKeys.tenantId} and ${sources.unknownKeyId} = ${unknownKeys.id}`;

function countOf(column: typeof sources.ip | typeof sources.userAgent): SQL<number> {
  return sql<number>`(select count(distinct ${column})::int from ${sources} where ${ofThis} and ${column} not in ('', '*'))`;
}

const latestSources = sql<UnknownKeyRecord["sources"]>`(
  select coalesce(jsonb_agg(to_jsonb(latest)), '[]') from (
    select ${sources.ip}, ${sources.userAgent}, ${sources.refusals}, ${sources.firstAt}, ${sources.lastAt}
    from ${sources} where ${ofThis} order by ${sources.lastAt} desc, ${sources.ip}, ${sources.userAgent} limit ${SHOWN_SOURCES}
  ) as latest)`;

function before(position: CursorPosition | null): SQL | undefined {
  if (!position) return undefined;
  return or(
    lt(unknownKeys.lastAt, position.at),
    and(eq(unknownKeys.lastAt, position.at), lt(unknownKeys.id, position.id as Id<"unk">)),
  );
}

function conditions({ class: classes, q, keyId }: Pick<ListUnknownKeys, "class" | "q" | "keyId">) {
  return [
    classes && inArray(unknownKeys.class, classes),
    keyId ? eq(unknownKeys.keyId, keyId as Id<"key">) : undefined,
    q ? matches(q) : undefined,
  ];
}

function matches(q: string): SQL {
  const anywhere = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(starts_with(${unknownKeys.fingerprint}, ${q.toLowerCase()})
    or ${unknownKeys.form} ilike ${anywhere} or ${keys.name} ilike ${anywhere}
    or exists (select from ${sources} where ${ofThis}
      and (starts_with(${sources.ip}, ${q.toLowerCase()}) or ${sources.userAgent} ilike ${anywhere})))`;
}
