// Credentials and their versions as they are stored, without what is encrypted in them.
import { and, desc, eq, getTableColumns, gt, inArray, isNull, ne, type SQL, sql } from "drizzle-orm";
import { credentials, credentialVersions } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import { decodeCursor } from "#lib/core/page.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { CredentialRecord, VersionRow } from "./view.ts";

const {
  sealed: _sealed,
  nonce: _nonce,
  wrappedKey: _wrappedKey,
  ciphertext: _ciphertext,
  ...VERSION
} = getTableColumns(credentialVersions);

/** What nothing can be opened with any more. */
const WIPED = { sealed: null, nonce: null, wrappedKey: null, ciphertext: null, checkRequestedAt: null };

/** At most `limit` credentials of the tenant that were not removed, newest first. */
export async function selectCredentials(
  tx: Tx,
  tenantId: Id<"ten">,
  where: SQL | undefined,
  limit: number,
): Promise<CredentialRecord[]> {
  const rows = await tx
    .select()
    .from(credentials)
    .where(and(eq(credentials.tenantId, tenantId), isNull(credentials.removedAt), where))
    .orderBy(sql`${credentials.createdAt} desc nulls last`, sql`${credentials.id} desc nulls last`)
    .limit(limit);
  const versions = await versionsOf(
    tx,
    tenantId,
    rows.map(({ id }) => id),
  );
  return rows.map((credential) => ({ credential, versions: versions.get(credential.id) ?? [] }));
}

/** Throws `not_found` for one that is missing, removed or another's. */
export async function readCredential(tx: Tx, tenantId: Id<"ten">, id: string): Promise<CredentialRecord> {
  if (!isId("cred", id)) throw notFound("credential");
  const [record] = await selectCredentials(tx, tenantId, eq(credentials.id, id), 1);
  if (!record) throw notFound("credential");
  return record;
}

/** As readCredential(), and holds its row until the transaction ends. */
export async function lockCredential(tx: Tx, tenantId: Id<"ten">, id: string): Promise<CredentialRecord> {
  if (!isId("cred", id)) throw notFound("credential");
  await tx
    .select({ id: credentials.id })
    .from(credentials)
    .where(and(eq(credentials.tenantId, tenantId), eq(credentials.id, id)))
    .for("no key update");
  return readCredential(tx, tenantId, id);
}

/** The version of a record, or `not_found`. */
export function versionIn({ versions }: CredentialRecord, version: number): VersionRow {
  const found = versions.find((each) => each.version === version);
  if (!found) throw notFound("version of this credential");
  return found;
}

export async function writeCredential(
  tx: Tx,
  { credential: { tenantId, id } }: CredentialRecord,
  change: Partial<typeof credentials.$inferInsert>,
): Promise<void> {
  await tx
    .update(credentials)
    .set(change)
    .where(and(eq(credentials.tenantId, tenantId), eq(credentials.id, id)));
}

export async function writeVersion(
  tx: Tx,
  { tenantId, credentialId, version }: Pick<VersionRow, "tenantId" | "credentialId" | "version">,
  change: Partial<typeof credentialVersions.$inferInsert>,
): Promise<void> {
  await tx
    .update(credentialVersions)
    .set(change)
    .where(
      and(
        eq(credentialVersions.tenantId, tenantId),
        eq(credentialVersions.credentialId, credentialId),
        eq(credentialVersions.version, version),
      ),
    );
}

/** Ends versions of a locked credential for good: all but `kept`, or all. */
export async function endVersions(
  tx: Tx,
  { credential: { tenantId, id } }: CredentialRecord,
  kept: number | null,
  now: Date,
): Promise<void> {
  await tx
    .update(credentialVersions)
    .set({ state: "ended", endedAt: now, ...WIPED })
    .where(
      and(
        eq(credentialVersions.tenantId, tenantId),
        eq(credentialVersions.credentialId, id),
        ne(credentialVersions.state, "ended"),
        kept === null ? undefined : ne(credentialVersions.version, kept),
      ),
    );
}

/** Ends what was to follow the current version of a locked credential. */
export async function endWaiting(tx: Tx, { credential }: CredentialRecord, now: Date): Promise<void> {
  await tx
    .update(credentialVersions)
    .set({ state: "ended", endedAt: now, ...WIPED })
    .where(
      and(
        eq(credentialVersions.tenantId, credential.tenantId),
        eq(credentialVersions.credentialId, credential.id),
        gt(credentialVersions.version, credential.currentVersion ?? 0),
        ne(credentialVersions.state, "ended"),
      ),
    );
}

/** Makes a version that is in the vault the only one. */
export async function takeOver(tx: Tx, record: CredentialRecord, version: number, now: Date): Promise<void> {
  await writeCredential(tx, record, { currentVersion: version, updatedAt: now });
  await endVersions(tx, record, version, now);
}

/** Ends one version of a locked credential for good. */
export function endVersion(tx: Tx, version: VersionRow, now: Date): Promise<void> {
  return writeVersion(tx, version, { state: "ended", endedAt: now, ...WIPED });
}

/** The number of the next version; ended ones count. */
export async function nextVersion(tx: Tx, { credential }: CredentialRecord): Promise<number> {
  const [row] = await tx
    .select({ newest: sql<number>`coalesce(max(${credentialVersions.version}), 0)::int` })
    .from(credentialVersions)
    .where(
      and(
        eq(credentialVersions.tenantId, credential.tenantId),
        eq(credentialVersions.credentialId, credential.id),
      ),
    );
  return (row?.newest ?? 0) + 1;
}

/** Those after the cursor of the page before. */
export function afterCursor(cursor: string | null | undefined): SQL | undefined {
  const last = decodeCursor(cursor, (text) => isId("cred", text));
  if (!last) return undefined;
  return sql`(${credentials.createdAt}, ${credentials.id}) < (${sql.param(last.at, credentials.createdAt)}, ${sql.param(last.id, credentials.id)})`;
}

async function versionsOf(tx: Tx, tenantId: Id<"ten">, ids: readonly Id<"cred">[]) {
  if (ids.length === 0) return new Map<string, VersionRow[]>();
  const rows = await tx
    .select(VERSION)
    .from(credentialVersions)
    .where(
      and(
        eq(credentialVersions.tenantId, tenantId),
        inArray(credentialVersions.credentialId, [...ids]),
        ne(credentialVersions.state, "ended"),
      ),
    )
    .orderBy(desc(credentialVersions.version));
  return Map.groupBy(rows, ({ credentialId }) => credentialId as string);
}
