// Provider credentials as a person reads them: by the last four of their keys.
import type { CredentialUses } from "#lib/credentials/use-view.ts";
import type { CredentialView } from "#lib/credentials/view.ts";
import type { Call } from "./cli.ts";
import { shownTime } from "./screen.ts";

export function showAll({ items }: { items: CredentialView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "NAME", "PROVIDER", "ENDS IN", "STATE", "LATENCY", "CHECKED"],
    items.map((item) => {
      const check = checkOf(item);
      return [
        item.id,
        item.label,
        item.provider,
        item.last4,
        item.state,
        check?.latencyMs ? `${check.latencyMs} ms` : null,
        shownTime(check?.checkedAt ?? null) ?? "never",
      ];
    }),
  );
}

export function showOne(item: CredentialView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", item.id],
    ["name", item.label],
    ["provider", item.provider],
    ["address", item.baseUrl],
    ["ends in", item.last4],
    ["fingerprint", item.fingerprint],
    ["state", item.removedAt ? "removed" : item.state],
    ...item.versions.map(({ version, role, last4, state, check }): [string, string] => [
      `version ${version}`,
      `${role}, ends in ${last4 ?? "–"}, ${state === "stored" ? (check.state ?? "unchecked") : state}`,
    ]),
  ]);
}

function checkOf({ versions }: CredentialView) {
  return (versions.find(({ role }) => role === "current") ?? versions[0])?.check;
}

export function showUse({ items }: CredentialUses, { screen }: Call<unknown>): void {
  screen.table(
    ["CREDENTIAL", "CALLS", "FAILED", "COST", "KEY", "ITS CALLS", "ITS QUOTAS"],
    items.flatMap(({ credentialId, month, keys }) => {
      const spent = [credentialId, month.calls, month.failed, `$${month.cost}`];
      if (keys.length === 0) return [[...spent, null, null, null]];
      return keys.map(({ name, calls, quotas }) => [
        ...spent,
        ...[name, calls],
        quotas
          .map(({ meter, window, used, limit }) => `${meter}: ${used} of ${limit} per ${window}`)
          .join(", "),
      ]);
    }),
  );
  screen.note("Calls and cost are of this month; those of keys are of the last 30 days.");
}
