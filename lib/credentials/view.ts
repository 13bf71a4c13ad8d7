// A credential as it is shown: by the last four characters of its keys, never a key.
import { z } from "zod";
import type { credentials, credentialVersions } from "#db/schema/index.ts";
import { CHECK_STATES, VERSION_STATES } from "#lib/shared/credential-states.ts";
import { PROVIDER_IDS } from "#lib/shared/providers.ts";

const time = z.iso.datetime();

const VersionView = z.strictObject({
  version: z.int(),
  /** current: it is spent. next: it waits beside the current one. previous: it was current until another was. */
  role: z.enum(["current", "next", "previous"]),
  state: z.enum(VERSION_STATES),
  baseUrl: z.string(),
  last4: z.string().nullable(),
  /** Sixteen hexadecimal digits; the same for the same key within a tenant. */
  fingerprint: z.string().nullable(),
  createdAt: time,
  createdBy: z.string(),
  storedAt: time.nullable(),
  check: z.strictObject({
    /** Null before the first check. */
    state: z.enum(CHECK_STATES).nullable(),
    detail: z.string().nullable(),
    latencyMs: z.int().nullable(),
    checkedAt: time.nullable(),
    running: z.boolean(),
  }),
});
export type VersionView = z.infer<typeof VersionView>;

export const CredentialView = z.strictObject({
  id: z.string(),
  provider: z.enum(PROVIDER_IDS),
  label: z.string(),
  baseUrl: z.string(),
  last4: z.string().nullable(),
  fingerprint: z.string().nullable(),
  /** pending: the key waits to be taken into the vault. refused: it has to be entered again. unchecked: not tried yet. */
  state: z.enum(["pending", "refused", "unchecked", ...CHECK_STATES]),
  createdAt: time,
  createdBy: z.string(),
  updatedAt: time,
  removedAt: time.nullable(),
  /** Newest first; two while one is rolled over. */
  versions: z.array(VersionView),
});
export type CredentialView = z.infer<typeof CredentialView>;

export type CredentialRow = typeof credentials.$inferSelect;
/** A version without what is encrypted in it. */
export type VersionRow = Omit<
  typeof credentialVersions.$inferSelect,
  "sealed" | "nonce" | "wrappedKey" | "ciphertext"
>;

export interface CredentialRecord {
  credential: CredentialRow;
  /** Those that have not ended, newest first. */
  versions: readonly VersionRow[];
}

export function toCredentialView({ credential, versions }: CredentialRecord): CredentialView {
  const current = versions.find(({ version }) => version === credential.currentVersion);
  const shown = current ?? versions[0];
  return {
    id: credential.id,
    provider: credential.provider,
    label: credential.label,
    baseUrl: shown?.baseUrl ?? "",
    last4: shown?.last4 ?? null,
    fingerprint: shown?.fingerprint ?? null,
    state: stateOf(shown),
    createdAt: credential.createdAt.toISOString(),
    createdBy: credential.createdByLabel,
    updatedAt: credential.updatedAt.toISOString(),
    removedAt: credential.removedAt?.toISOString() ?? null,
    versions: versions.map((version) => toVersionView(version, credential.currentVersion)),
  };
}

function toVersionView(row: VersionRow, current: number | null): VersionView {
  return {
    version: row.version,
    role: row.version === current ? "current" : row.version > (current ?? 0) ? "next" : "previous",
    state: row.state,
    baseUrl: row.baseUrl,
    last4: row.last4,
    fingerprint: row.fingerprint,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdByLabel,
    storedAt: row.storedAt?.toISOString() ?? null,
    check: {
      state: row.checkState,
      detail: row.checkDetail,
      latencyMs: row.checkLatencyMs,
      checkedAt: row.checkedAt?.toISOString() ?? null,
      running: row.checkRequestedAt !== null,
    },
  };
}

function stateOf(version: VersionRow | undefined): CredentialView["state"] {
  if (!version || version.state === "ended" || version.state === "refused") return "refused";
  if (version.state === "sealed") return "pending";
  return version.checkState ?? "unchecked";
}
