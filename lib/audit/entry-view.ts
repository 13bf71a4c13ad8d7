// An entry of the audit trail as people and programs see it.
import type { AuditRow } from "#lib/core/audit-trail.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { describeAction } from "./describe-action.ts";
import { type Change, listChanges } from "./list-changes.ts";

/** Plain JSON; instants are RFC 3339. */
export interface AuditEntryView {
  id: Id<"aud">;
  seq: number;
  at: string;
  action: string;
  /** "Rotated key", where the target's name would follow. */
  summary: string;
  actor: { type: AuditRow["actorType"]; id: string | null; label: string };
  target: { type: string; id: string; label: string | null } | null;
  /** The tenant in whose trail it stands; null for the platform's own. */
  tenant: { id: Id<"ten">; clientId: string; name: string } | null;
  changes: Change[];
  ip: string | null;
  requestId: string | null;
  /** Hex, 64 characters. */
  hash: string;
}

export interface EntryRow extends AuditRow {
  clientId: string | null;
  tenantName: string | null;
}

export function toEntryView(row: EntryRow): AuditEntryView {
  const { targetType: type, targetId: id, targetLabel: label } = row;
  const owner = row.tenantId === PLATFORM_TENANT ? null : row.tenantId;
  return {
    id: row.id,
    seq: row.seq,
    at: row.at.toISOString(),
    action: row.action,
    summary: describeAction(row.action),
    actor: { type: row.actorType, id: row.actorId, label: row.actorLabel },
    target: type && id ? { type, id, label } : null,
    tenant: owner && { id: owner, clientId: row.clientId ?? owner, name: row.tenantName ?? owner },
    changes: listChanges(row.before ?? null, row.after ?? null),
    ip: row.ip,
    requestId: row.requestId,
    hash: row.hash.toString("hex"),
  };
}
