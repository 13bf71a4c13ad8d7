// Makes the keys of an import: all in two statements, and an entry in the audit trail for each.
import { inArray } from "drizzle-orm";
import { keys, secrets } from "#db/schema/index.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import type { Candidate } from "./import-candidate.ts";
import type { ImportKeyIdOf } from "./import-hmac-key.ts";
import { makerOf } from "./may-change.ts";
import { keepChosen } from "./new-secret.ts";
import { selectKeys } from "./queries.ts";
import { toKeyView } from "./view.ts";

export async function writeImported(
  context: CommandContext,
  candidates: readonly Candidate[],
  importKeyIdOf: ImportKeyIdOf,
): Promise<void> {
  const { tx, now, audit } = context;
  const kept: (typeof secrets.$inferInsert)[] = [];
  for (const candidate of candidates) kept.push(await secretRow(context, candidate, importKeyIdOf));
  await tx.insert(keys).values(candidates.map((candidate) => keyRow(context, candidate)));
  await tx.insert(secrets).values(kept);
  const ids = candidates.map(({ keyId }) => keyId);
  for (const record of await selectKeys(tx, inArray(keys.id, ids), ids.length)) {
    const view = toKeyView(record, now);
    const target = { type: "key", id: view.id, label: view.name };
    audit({ target, after: view, tenantId: record.key.tenantId });
  }
}

function keyRow({ now, principal }: CommandContext, { keyId, place, fields }: Candidate) {
  const { tenant: _t, secret: _s, hash: _h, format: _f, start: _b, last4: _l, ...wished } = fields;
  const { expiresInDays: _d, expiresAt: _e, expiry, createdAt, ...settings } = wished;
  return {
    ...settings,
    tenantId: place.tenant.id,
    id: keyId,
    expiresAt: expiry,
    createdAt: createdAt ? new Date(createdAt) : now,
    createdBy: makerOf(principal),
    createdByLabel: principal.actor.label,
    updatedAt: now,
  };
}

async function secretRow(
  context: CommandContext,
  { keyId, place, fields, material }: Candidate,
  importKeyIdOf: ImportKeyIdOf,
): Promise<typeof secrets.$inferInsert> {
  const row = { tenantId: place.tenant.id, id: newId("sec"), keyId, createdAt: context.now };
  if (material.kind === "plain") return { ...row, ...(await keepChosen(context, material.secret)) };
  return {
    ...row,
    scheme: material.scheme,
    digest: null,
    importedDigest: material.importedDigest,
    importKeyId: material.scheme === "hmac-sha256" ? importKeyIdOf.get(place.tenant.id) : null,
    pepperVersion: context.peppers.current,
    slowHash: material.kind === "slow" ? material.slowHash : null,
    lookup: material.kind === "slow" ? material.lookup : null,
    prefix: fields.start ?? "",
    last4: fields.last4 ?? "",
  };
}
