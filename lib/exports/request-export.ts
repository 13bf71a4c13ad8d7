import { and, eq, gt, inArray } from "drizzle-orm";
import { exportFiles } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { type CommandContext, command } from "#lib/core/operation.ts";
import { EXPORT_LABELS, EXPORT_NEEDS } from "#lib/shared/exports.ts";
import { newId } from "#lib/shared/ids.ts";
import { RequestExport } from "./schemas.ts";
import { checkQuestion } from "./subjects.ts";
import { type ExportRow, type ExportView, toExportView } from "./view.ts";

const KEPT_DAYS = 7;
const MOST_WAITING = 5;
const MOST_KEPT = 50;

/** Asks the worker for a file of everything that a list or a chart would show at this moment. */
export const requestExport = command({
  name: "export.request",
  on: "tenant",
  can: "exports:write",
  input: RequestExport,
  async run(context, { subject, format, question }): Promise<ExportView> {
    const { tx, now, tenantId, principal, audit } = context;
    const needed = EXPORT_NEEDS[subject];
    if (!principal.permissions.has(needed))
      throw new DomainError("forbidden", `This needs the permission ${needed}.`);
    checkQuestion({ subject, question, tenantId });
    await requireRoom(context);
    const row: ExportRow = {
      ...{ tenantId, id: newId("exp"), subject, format, question, state: "queued" },
      ...{ rows: 0, size: 0, parts: 0, turn: 0, createdAt: now },
      createdBy: principal.actor.id,
      createdByLabel: principal.actor.label,
      ...{ startedAt: null, seenAt: null, finishedAt: null, failure: null },
      expiresAt: new Date(now.getTime() + KEPT_DAYS * DAY_MS),
    };
    await tx.insert(exportFiles).values(row);
    const after = toExportView(row);
    audit({ target: { type: "export", id: row.id, label: EXPORT_LABELS[subject] }, after });
    return after;
  },
});

async function requireRoom({ tx, now, tenantId }: CommandContext): Promise<void> {
  const kept = and(eq(exportFiles.tenantId, tenantId), gt(exportFiles.expiresAt, now));
  const waiting = await tx.$count(exportFiles, and(kept, inArray(exportFiles.state, ["queued", "running"])));
  if (waiting >= MOST_WAITING)
    throw new DomainError("conflict", `${MOST_WAITING} exports are being made. Wait for one, or delete one.`);
  if ((await tx.$count(exportFiles, kept)) >= MOST_KEPT)
    throw new DomainError("conflict", `${MOST_KEPT} exports are kept. Delete one that is no longer needed.`);
}
