// A rotation as it is shown.
import { z } from "zod";
import type { RotationRow } from "./rotation-queries.ts";

const time = z.iso.datetime();

export const RotationView = z.strictObject({
  id: z.string(),
  dryRun: z.boolean(),
  /** Where it goes; null until it begins. */
  to: z.strictObject({ kind: z.enum(["local", "transit"]), version: z.int() }).nullable(),
  state: z.enum(["waiting", "running", "done", "failed"]),
  total: z.int().nullable(),
  done: z.int(),
  /** Tenants' keys that no master key opens, so that nothing depends on them any more. */
  unreadable: z.int(),
  requestedAt: time,
  requestedBy: z.string(),
  progressedAt: time.nullable(),
  finishedAt: time.nullable(),
  failure: z.string().nullable(),
});
export type RotationView = z.infer<typeof RotationView>;

export function toRotationView(row: RotationRow): RotationView {
  return {
    id: row.id,
    dryRun: row.dryRun,
    to: row.kekKind && row.kekVersion !== null ? { kind: row.kekKind, version: row.kekVersion } : null,
    state: stateOf(row),
    total: row.total,
    done: row.done,
    unreadable: row.unreadable,
    requestedAt: row.requestedAt.toISOString(),
    requestedBy: row.requestedByLabel,
    progressedAt: row.progressedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    failure: row.failure,
  };
}

function stateOf({ failure, finishedAt, kekKind }: RotationRow): RotationView["state"] {
  if (failure) return "failed";
  if (finishedAt) return "done";
  return kekKind ? "running" : "waiting";
}
