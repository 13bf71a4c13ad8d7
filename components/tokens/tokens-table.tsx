"use client";
// Service tokens: how programs authenticate to Keyhold itself.
import { Terminal } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { CodeSnippet } from "#components/feedback/code-snippet.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { MaskedKey } from "#components/keys/masked-key.tsx";
import { RowMenu } from "#components/overlay/row-menu.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Pager } from "#components/table/pager.tsx";
import type { TokenActions } from "#components/tokens/token-actions.ts";
import { verifySnippets } from "#components/tokens/verify-snippets.ts";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { TokenView } from "#lib/tokens/view.ts";
import type { Place } from "#lib/web/place.ts";

const RevokeTokenDialog = dynamic(() => import("#components/tokens/revoke-token-dialog.tsx"), { ssr: false });

export interface TokensTableProps {
  rows: TokenView[];
  nextCursor: string | null;
  place: Place;
  /** The beginning of tokens here: "kh_svc_". */
  prefix: string;
  baseUrl: string;
  mayWrite: boolean;
  revoke: TokenActions["revoke"];
  now: string;
  timeZone: string;
}

export function TokensTable(props: TokensTableProps) {
  const [leaving, setLeaving] = useState<TokenView | null>(null);
  return (
    <Card>
      <DataTable
        label="Service tokens"
        rows={props.rows}
        columns={columns(props, setLeaving)}
        rowId={(token) => token.id}
        rowLabel={(token) => token.name}
        empty={<NoTokens {...props} />}
        footer={<Pager nextCursor={props.nextCursor} />}
      />
      {leaving ? (
        <RevokeTokenDialog
          token={leaving}
          place={props.place}
          revoke={props.revoke}
          onOpenChange={(open) => !open && setLeaving(null)}
        />
      ) : null}
    </Card>
  );
}

function columns(
  { place, prefix, mayWrite, now, timeZone }: TokensTableProps,
  onRevoke: (token: TokenView) => void,
): DataColumn<TokenView>[] {
  const time = (at: string | null, absent: string) =>
    at ? (
      <RelativeTime at={at} now={now} timeZone={timeZone} />
    ) : (
      <span className="text-muted-foreground">{absent}</span>
    );
  const tenant: DataColumn<TokenView> = {
    id: "tenant",
    header: "Belongs to",
    cell: (token) => token.tenant?.name ?? <span className="text-muted-foreground">Platform</span>,
  };
  const menu: DataColumn<TokenView> = {
    id: "actions",
    header: "Actions",
    card: "action",
    required: true,
    cell: (token) =>
      token.status === "active" ? (
        <RowMenu
          label={`Actions for ${token.name}`}
          items={[{ label: "Revoke…", danger: true, onSelect: () => onRevoke(token) }]}
        />
      ) : null,
  };
  return [
    {
      id: "name",
      header: "Name",
      card: "title",
      required: true,
      cell: (token) => (
        <span className="grid gap-0.5">
          <span className="font-medium">{token.name}</span>
          <MaskedKey prefix={prefix} last4={token.last4} />
        </span>
      ),
    },
    ...(place === "platform" ? [tenant] : []),
    { id: "status", header: "Status", cell: (token) => <StatusBadge status={token.status} /> },
    { id: "permissions", header: "May", cell: (token) => <Permissions token={token} /> },
    { id: "created", header: "Created", cell: (token) => time(token.createdAt, "—") },
    { id: "lastUsed", header: "Last used", cell: (token) => time(token.lastUsedAt, "Never") },
    { id: "expires", header: "Expires", cell: (token) => time(token.expiresAt, "Never") },
    ...(mayWrite ? [menu] : []),
  ];
}

function Permissions({ token }: { token: TokenView }) {
  if (token.permissions.includes("*")) return <Badge tone="warning">Everything</Badge>;
  const more = token.permissions.length - 3;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {token.permissions.slice(0, 3).map((permission) => (
        <Badge key={permission} className="font-mono">
          {permission}
        </Badge>
      ))}
      {more > 0 ? <Badge tone="outline">+{more}</Badge> : null}
    </span>
  );
}

function NoTokens({ mayWrite, baseUrl }: TokensTableProps) {
  return (
    <EmptyState
      icon={<Terminal />}
      title="No service tokens yet"
      text="A service token lets your own services verify keys, report usage and manage keys by program."
      action={
        mayWrite ? (
          <ButtonLink href="?create=true" scroll={false}>
            Create the first token
          </ButtonLink>
        ) : null
      }
      snippet={<CodeSnippet snippets={verifySnippets(baseUrl, "YOUR_SERVICE_TOKEN", "THE_CALLER’S_KEY")} />}
    />
  );
}
