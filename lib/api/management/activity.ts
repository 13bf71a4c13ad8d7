// The paths of what happened beside usage: the audit trail, and secrets that were refused.
import { z } from "zod";
import type { AuditEntryView } from "#lib/audit/entry-view.ts";
import { findAuditEntry } from "#lib/audit/find-audit-entry.ts";
import { findPlatformAuditEntry } from "#lib/audit/find-platform-audit-entry.ts";
import { listAudit } from "#lib/audit/list-audit.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { notFound } from "#lib/core/errors.ts";
import { pageOf } from "#lib/core/page.ts";
import { listAllUnknownKeys } from "#lib/unknown-keys/list-all-unknown-keys.ts";
import { listUnknownKeys } from "#lib/unknown-keys/list-unknown-keys.ts";
import { UnknownKeyView } from "#lib/unknown-keys/view.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const time = z.iso.datetime();

const AuditEntry = z.looseObject({
  id: z.string(),
  seq: z.int(),
  at: time,
  action: z.string(),
  summary: z.string(),
  actor: z.looseObject({ type: z.string(), id: z.string().nullable(), label: z.string() }),
  target: z.looseObject({ type: z.string(), id: z.string(), label: z.string().nullable() }).nullable(),
  changes: z.array(z.looseObject({})),
  requestId: z.string().nullable(),
  hash: z.string(),
});

function thatIsThere(entry: AuditEntryView | null): AuditEntryView {
  if (entry) return entry;
  throw notFound("entry");
}

export const activityEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/audit",
    tag: "Audit",
    summary: "Read the audit trail, newest first.",
    where: "named",
    forTenant: call(listAudit),
    forPlatform: call(listPlatformAudit),
    answer: { name: "AuditPage", schema: pageOf(AuditEntry) },
  },
  {
    method: "GET",
    path: "/v1/audit/:id",
    tag: "Audit",
    summary: "One entry of the audit trail.",
    where: "named",
    params: { id: "id" },
    forTenant: call(findAuditEntry, thatIsThere),
    forPlatform: call(findPlatformAuditEntry, thatIsThere),
    answer: { name: "AuditEntry", schema: AuditEntry },
  },
  {
    method: "GET",
    path: "/v1/unknown-keys",
    tag: "Keys",
    summary:
      "List secrets that were refused, and from where, the latest first; for a tenant those of its own keys.",
    where: "named",
    forTenant: call(listUnknownKeys),
    forPlatform: call(listAllUnknownKeys),
    answer: { name: "UnknownKeyPage", schema: pageOf(UnknownKeyView) },
  },
];
