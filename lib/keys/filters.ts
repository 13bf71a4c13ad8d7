// The questions of a list of keys as conditions in SQL, each as verification and views would judge it at `now`.
import { and, eq, gt, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { keys, secrets } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { decodeCursor } from "#lib/core/page.ts";
import { isId } from "#lib/shared/ids.ts";
import { DORMANT_DAYS, type KeyStatus } from "#lib/shared/key-status.ts";
import { recognise } from "./recognise.ts";
import type { KeyFilters } from "./schemas.ts";
import type { SecretSetting } from "./secret-forms-of.ts";

interface Setting extends SecretSetting {
  now: Date;
}

/** Everything that `filters` asks for, its cursor included. Throws `invalid_input` on a foreign cursor. */
export async function whereKeys(setting: Setting, filters: KeyFilters): Promise<SQL | undefined> {
  const { now } = setting;
  const { status, environment, tag, neverExpires, dormant, expiringWithinDays, q } = filters;
  return and(
    afterCursor(filters.cursor),
    status ? hasStatus(status, now) : undefined,
    environment ? eq(keys.environment, environment) : undefined,
    tag ? sql`${keys.tags} @> array[${tag}]` : undefined,
    neverExpires === true ? isNull(keys.expiresAt) : undefined,
    neverExpires === false ? isNotNull(keys.expiresAt) : undefined,
    dormant === true ? isDormant(now) : undefined,
    dormant === false ? sql`not ${isDormant(now)}` : undefined,
    expiringWithinDays ? expiresWithin(expiringWithinDays, now) : undefined,
    q ? await matches(setting, q) : undefined,
  );
}

function afterCursor(cursor: KeyFilters["cursor"]): SQL | undefined {
  const last = decodeCursor(cursor, (text) => isId("key", text));
  if (!last) return undefined;
  const id = sql.param(last.id, keys.id);
  return sql`(${keys.createdAt}, ${keys.id}) < (${sql.param(last.at, keys.createdAt)}, ${id})`;
}

function hasStatus(status: KeyStatus, now: Date): SQL | undefined {
  const kept = isNull(keys.revokedAt);
  const unexpired = or(isNull(keys.expiresAt), gt(keys.expiresAt, now));
  const enabled = isNull(keys.disabledAt);
  switch (status) {
    case "revoked":
      return isNotNull(keys.revokedAt);
    case "expired":
      return and(kept, lte(keys.expiresAt, now));
    case "disabled":
      return and(kept, unexpired, isNotNull(keys.disabledAt));
    case "rotating":
      return and(kept, unexpired, enabled, isRotating(now));
    case "active":
      return and(kept, unexpired, enabled, sql`not ${isRotating(now)}`);
  }
}

function isRotating(now: Date): SQL {
  return sql`exists (select from ${secrets} where ${secrets.tenantId} = ${keys.tenantId}
    and ${secrets.keyId} = ${keys.id} and ${gt(secrets.expiresAt, now)})`;
}

/** A key that was never used counts from when it was made. */
function isDormant(now: Date): SQL {
  const since = sql.param(new Date(now.getTime() - DORMANT_DAYS * DAY_MS), keys.createdAt);
  return sql`(coalesce(${keys.lastUsedAt}, ${keys.createdAt}) < ${since})`;
}

function expiresWithin(days: number, now: Date): SQL | undefined {
  const end = new Date(now.getTime() + days * DAY_MS);
  return and(isNull(keys.revokedAt), gt(keys.expiresAt, now), lte(keys.expiresAt, end));
}

/** A whole secret and an id name one key; anything else is looked for in what a key is called and shown by. */
async function matches(setting: Setting, q: string): Promise<SQL | undefined> {
  if (isId("key", q)) return eq(keys.id, q);
  const recognised = q.length >= 16 ? await recognise(setting, q) : null;
  if (recognised) return eq(keys.id, recognised.keyId);
  const anywhere = `%${likeLiteral(q)}%`;
  const shown = sql`exists (select from ${secrets} where ${secrets.tenantId} = ${keys.tenantId}
    and ${secrets.keyId} = ${keys.id}
    and (${secrets.last4} = ${q} or starts_with(${secrets.prefix}, ${q})))`;
  return or(
    sql`${keys.name} ilike ${anywhere}`,
    sql`${keys.ownerEmail} ilike ${anywhere}`,
    sql`exists (select from unnest(${keys.tags}) as tag where tag ilike ${anywhere})`,
    shown,
  );
}

const likeLiteral = (text: string) => text.replace(/[\\%_]/g, "\\$&");
