// The columns of provider keys. While a key is rolled over there are two lines: the one that is spent, and the other.

import { MonthSpend, UsedBy } from "#components/credentials/credential-spend.tsx";
import { endOf, VersionState } from "#components/credentials/credential-state.tsx";
import type { CredentialsTableProps, DialogKind } from "#components/credentials/credentials-table.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import type { MenuItem } from "#components/overlay/menu-items.ts";
import { RowMenu } from "#components/overlay/row-menu.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { CredentialView, VersionView } from "#lib/credentials/view.ts";
import { PROVIDERS } from "#lib/shared/providers.ts";

export interface CredentialHandlers {
  ask: (kind: DialogKind, credential: CredentialView) => void;
  check: (credential: CredentialView, version: number) => void;
  shift: (credential: CredentialView, version: number) => Promise<void>;
  retire: (credential: CredentialView, version: number) => Promise<void>;
}

export function credentialColumns(
  { place, mayWrite, uses, now, timeZone }: Omit<CredentialsTableProps, "rows" | "nextCursor" | "actions">,
  handlers: CredentialHandlers,
): DataColumn<CredentialView>[] {
  const menu: DataColumn<CredentialView> = {
    id: "actions",
    header: "Actions",
    card: "action",
    required: true,
    cell: (credential) => (
      <RowMenu label={`Actions for ${credential.label}`} items={menuOf(credential, handlers)} />
    ),
  };
  const spentOf = ({ id }: CredentialView) => uses.find(({ credentialId }) => credentialId === id);
  const month: DataColumn<CredentialView> = {
    id: "month",
    header: "This month",
    cell: (each) => <MonthSpend use={spentOf(each)} />,
  };
  const usedBy: DataColumn<CredentialView> = {
    id: "usedBy",
    header: "Used by",
    cell: (each) => <UsedBy use={spentOf(each)} place={place} />,
  };
  return [
    { id: "name", header: "Name", card: "title", required: true, cell: (each) => <Name credential={each} /> },
    {
      id: "keys",
      header: "Key",
      cell: (each) => <Lines of={each}>{(version) => <KeyEnd version={version} of={each} />}</Lines>,
    },
    {
      id: "state",
      header: "State",
      cell: (each) => <Lines of={each}>{(version) => <VersionState version={version} />}</Lines>,
    },
    {
      id: "latency",
      header: "Latency",
      cell: (each) => (
        <Lines of={each}>
          {({ check }) =>
            check.latencyMs === null ? "—" : <span className="tabular-nums">{check.latencyMs} ms</span>
          }
        </Lines>
      ),
    },
    {
      id: "checked",
      header: "Last tested",
      cell: (each) => (
        <Lines of={each}>
          {({ check }) =>
            check.checkedAt ? <RelativeTime at={check.checkedAt} now={now} timeZone={timeZone} /> : "Never"
          }
        </Lines>
      ),
    },
    month,
    ...(place === "platform" ? [] : [usedBy]),
    ...(mayWrite ? [menu] : []),
  ];
}

function Name({ credential }: { credential: CredentialView }) {
  const { name, baseUrl } = PROVIDERS[credential.provider];
  return (
    <span className="grid min-w-0 gap-0.5">
      <span className="font-medium">{credential.label}</span>
      <span className="break-all text-muted-foreground text-xs">
        {baseUrl === null ? `${name} at ${hostOf(credential.baseUrl)}` : name}
      </span>
    </span>
  );
}

function KeyEnd({ version, of }: { version: VersionView; of: CredentialView }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className="grid gap-0.5">
        <code className="font-mono text-xs">{endOf(version)}</code>
        {version.fingerprint ? (
          <code className="font-mono text-2xs text-muted-foreground">{version.fingerprint.slice(0, 8)}</code>
        ) : null}
      </span>
      {of.versions.length > 1 ? (
        <Badge tone={version.role === "current" ? "brand" : "neutral"}>{ROLE[version.role]}</Badge>
      ) : null}
    </span>
  );
}

const ROLE = { current: "In use", next: "Next", previous: "Previous" };

/** One line for each key that a credential has now. */
function Lines(props: { of: CredentialView; children: (version: VersionView) => React.ReactNode }) {
  return (
    <span className="grid gap-2">
      {props.of.versions.map((version) => (
        <span key={version.version} className="flex min-h-10 items-center max-sm:justify-end">
          {props.children(version)}
        </span>
      ))}
    </span>
  );
}

function menuOf(credential: CredentialView, handlers: CredentialHandlers): MenuItem[] {
  const { versions } = credential;
  const stored = versions.filter(({ state }) => state === "stored");
  const several = versions.length > 1;
  const which = (version: VersionView) => (several ? ` ${endOf(version)}` : "");
  const others = versions.filter(({ role }) => role !== "current");
  const hasCurrent = others.length < versions.length;
  return [
    ...stored.map((version) => ({
      label: `Test${which(version)} now`,
      disabled: version.check.running,
      onSelect: () => handlers.check(credential, version.version),
    })),
    ...others
      .filter(({ state }) => hasCurrent && state === "stored")
      .map((version) => ({
        label: `Use${which(version)} from now on`,
        onSelect: () => void handlers.shift(credential, version.version),
      })),
    ...others
      .filter(() => hasCurrent)
      .map((version) => ({
        label: `Retire${which(version)}`,
        danger: true,
        onSelect: () => void handlers.retire(credential, version.version),
      })),
    { separator: true },
    ...(several
      ? []
      : [{ label: "Add a second key beside it…", onSelect: () => handlers.ask("beside", credential) }]),
    { label: "Replace…", onSelect: () => handlers.ask("replace", credential) },
    { label: "Rename…", onSelect: () => handlers.ask("rename", credential) },
    { label: "Remove…", danger: true, onSelect: () => handlers.ask("remove", credential) },
  ];
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
