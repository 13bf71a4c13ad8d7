// What a key is: who made it, where it works, until when.
import type { ReactNode } from "react";
import { CopyButton } from "#components/feedback/copy-button.tsx";
import { type KeyValue, KeyValueList } from "#components/feedback/key-value-list.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import type { Clock } from "#components/keys/list/key-columns.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { KeyView } from "#lib/keys/view.ts";
import { formatDateTime } from "#lib/shared/format.ts";

export interface KeyFactsProps extends Clock {
  view: KeyView;
  /** On the platform: where the tenant has its page. */
  tenantHref?: string;
}

export function KeyFacts({ view, tenantHref, now, timeZone }: KeyFactsProps) {
  const time = (at: string) => <RelativeTime at={at} now={now} timeZone={timeZone} />;
  const tenant: KeyValue = {
    label: "Tenant",
    value: tenantHref ? <TextLink href={tenantHref}>{view.tenant.name}</TextLink> : view.tenant.name,
  };
  const items: (KeyValue | null)[] = [
    {
      label: "Id",
      value: (
        <span className="inline-flex max-w-full items-center gap-1">
          <code className="truncate font-mono text-xs">{view.id}</code>
          <CopyButton value={view.id} label="Copy the id" />
        </span>
      ),
    },
    tenantHref ? tenant : null,
    { label: "Environment", value: view.environment === "live" ? "Live" : "Test" },
    {
      label: "Created",
      value: (
        <>
          {time(view.createdAt)} by {view.createdBy.label}
        </>
      ),
    },
    { label: "Last used", value: view.lastUsedAt ? time(view.lastUsedAt) : <Faint>Never</Faint> },
    {
      label: "Expires",
      value: view.expiresAt ? (
        <>
          {formatDateTime(view.expiresAt, timeZone)} <Faint>({time(view.expiresAt)})</Faint>
        </>
      ) : (
        <Faint>Never</Faint>
      ),
    },
    view.revokedAt
      ? {
          label: "Revoked",
          value: (
            <>
              {time(view.revokedAt)}
              {view.revokedReason ? <>: {view.revokedReason}</> : null}
            </>
          ),
        }
      : null,
    view.disabledAt && !view.revokedAt ? { label: "Disabled", value: time(view.disabledAt) } : null,
    { label: "Owner", value: view.ownerEmail ?? <Faint>Nobody named</Faint> },
    {
      label: "Scopes",
      value: <Words words={view.scopes} absent="None" note={view.inherits.scopes ? "from the plan" : null} />,
    },
    { label: "Allowed addresses", value: <Words words={view.ipAllow} absent="From anywhere" note={null} /> },
    { label: "Tags", value: <Words words={view.tags} absent="None" note={null} /> },
    Object.keys(view.metadata).length > 0
      ? {
          label: "Metadata",
          value: (
            <pre className="scroll-thin overflow-x-auto rounded-md bg-muted px-2.5 py-1.5 font-mono text-xs">
              {JSON.stringify(view.metadata, null, 2)}
            </pre>
          ),
        }
      : null,
  ];
  return <KeyValueList items={items.filter((item) => item !== null)} />;
}

function Words({ words, absent, note }: { words: string[]; absent: string; note: string | null }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      {words.length === 0 ? <Faint>{absent}</Faint> : null}
      {words.map((word) => (
        <Badge key={word} className="font-mono">
          {word}
        </Badge>
      ))}
      {note ? <Faint>· {note}</Faint> : null}
    </span>
  );
}

function Faint({ children }: { children: ReactNode }) {
  return <span className="text-muted-foreground">{children}</span>;
}
