// Keys as a person reads them.
import type { KeyView, KeyWithSecret } from "#lib/keys/view.ts";
import type { Limit } from "#lib/shared/limits.ts";
import type { Call } from "./cli.ts";
import { shownTime } from "./screen.ts";

const shownAs = ({ prefix, last4 }: { prefix: string; last4: string }) => `${prefix}…${last4}`;

export const shownLimit = ({ meter, limit, window, per }: Limit) =>
  `${meter}: ${limit} per ${window}${per ? " for all keys" : ""}`;

export const shownAmounts = (amounts: Readonly<Record<string, number>>) =>
  Object.entries(amounts)
    .map(([meter, most]) => `${meter}: ${most}`)
    .join(", ");

export function showKeys(
  { items, nextCursor }: { items: KeyView[]; nextCursor: string | null },
  { screen }: Call<unknown>,
): void {
  screen.table(
    ["ID", "TENANT", "NAME", "ENV", "KEY", "STATUS", "EXPIRES", "LAST USED"],
    items.map((key) => [
      key.id,
      key.tenant.clientId,
      key.name,
      key.environment,
      shownAs(key),
      key.status,
      shownTime(key.expiresAt) ?? "never",
      shownTime(key.lastUsedAt) ?? "never",
    ]),
  );
  if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
}

export function showKey(key: KeyView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", key.id],
    ["tenant", key.tenant.clientId],
    ["name", key.name],
    ["environment", key.environment],
    ["key", shownAs(key)],
    ["status", key.status],
    ["scopes", key.scopes.join(", ") + from(key.inherits.scopes)],
    ["limits", key.limits.map(shownLimit).join(", ") + from(key.inherits.limits)],
    ["per request", shownAmounts(key.perRequest)],
    ["addresses", key.ipAllow.join(", ") || "any"],
    ["owner", key.ownerEmail],
    ["tags", key.tags.join(", ")],
    ...(key.legacy ? [["legacy", true] as [string, boolean]] : []),
    ["made", `${shownTime(key.createdAt)} by ${key.createdBy.label}`],
    ["expires", shownTime(key.expiresAt) ?? "never"],
    ["last used", shownTime(key.lastUsedAt) ?? "never"],
    ...(key.secrets.length > 1
      ? key.secrets.map((secret, index): [string, string] => [
          index === 0 ? "new secret" : "old secret",
          shownAs(secret) + (secret.expiresAt ? ` until ${shownTime(secret.expiresAt)}` : ""),
        ])
      : []),
    ...(key.revokedAt
      ? [["revoked", `${shownTime(key.revokedAt)} ${key.revokedReason ?? ""}`] as [string, string]]
      : []),
  ]);
}

/** The secret stands alone on the last line, so that it can be taken from there. */
export function showSecret(key: KeyWithSecret, call: Call<unknown>): void {
  showKey(key, call);
  call.screen.note("The secret, shown this once:");
  call.screen.line(key.secret);
}

const from = (inherited: boolean) => (inherited ? " (plan)" : "");
