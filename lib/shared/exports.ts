// What can be exported as a file, and what becomes of it.
import type { Permission } from "./permissions.ts";

export const EXPORT_SUBJECTS = ["calls", "usage", "audit", "keys"] as const;
export type ExportSubject = (typeof EXPORT_SUBJECTS)[number];

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export type ExportState = "queued" | "running" | "done" | "failed";

/** Who may read a subject may take it away. */
export const EXPORT_NEEDS: Record<ExportSubject, Permission> = {
  calls: "usage:read",
  usage: "usage:read",
  audit: "audit:read",
  keys: "keys:read",
};

export const EXPORT_LABELS: Record<ExportSubject, string> = {
  calls: "Calls",
  usage: "Usage",
  audit: "Audit trail",
  keys: "Keys",
};
