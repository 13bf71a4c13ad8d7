// Keys as lines of a file: what they are and may do, and nothing that could be used as one.
import { stringify } from "csv-stringify/sync";
import type { Page } from "#lib/core/page.ts";
import type { KeyView } from "#lib/keys/view.ts";
import type { ExportFormat } from "#lib/shared/exports.ts";

const COLUMNS = [
  ...["id", "name", "tenant", "environment", "status", "prefix", "last4", "scopes", "limits", "ipAllow"],
  ...[
    "ownerEmail",
    "tags",
    "createdAt",
    "createdBy",
    "expiresAt",
    "lastUsedAt",
    "revokedAt",
    "revokedReason",
  ],
];

export async function* keyLines(
  format: ExportFormat,
  page: (cursor: string | null) => Promise<Page<KeyView>>,
): AsyncGenerator<string> {
  if (format === "csv") yield stringify([COLUMNS]);
  let cursor: string | null = null;
  do {
    const { items, nextCursor }: Page<KeyView> = await page(cursor);
    if (format === "csv") yield stringify(items.map(toCells), { escape_formulas: true });
    else yield items.map((key) => `${JSON.stringify(key)}\n`).join("");
    cursor = nextCursor;
  } while (cursor);
}

function toCells(key: KeyView): (string | null)[] {
  return [
    ...[key.id, key.name, key.tenant.clientId, key.environment, key.status, key.prefix, key.last4],
    ...[key.scopes.join(" "), JSON.stringify(key.limits), key.ipAllow.join(" ")],
    ...[key.ownerEmail, key.tags.join(" "), key.createdAt, key.createdBy.label],
    ...[key.expiresAt, key.lastUsedAt, key.revokedAt, key.revokedReason],
  ];
}
