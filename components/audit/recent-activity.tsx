// The newest entries of the audit trail, as a short list beside other things.
import Link from "next/link";
import { AuditSentence } from "#components/audit/audit-sentence.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { AuditEntryView } from "#lib/audit/entry-view.ts";

export interface RecentActivityProps {
  load: Promise<{ items: AuditEntryView[] }>;
  auditHref: string;
  timeZone: string;
  now: string;
  showTenant?: boolean;
}

export function RecentActivityCard({
  children,
  auditHref,
}: {
  children: React.ReactNode;
  auditHref: string;
}) {
  return (
    <Card>
      <CardHeader
        title="Recent activity"
        actions={
          <Link href={auditHref} className="font-medium text-primary text-xs hover:underline">
            Audit trail
          </Link>
        }
      />
      <CardContent>{children}</CardContent>
    </Card>
  );
}

export async function RecentActivity({ load, auditHref, timeZone, now, showTenant }: RecentActivityProps) {
  const { items } = await load;
  if (items.length === 0)
    return <p className="py-6 text-center text-muted-foreground text-ui">Nothing was done yet.</p>;
  return (
    <ul className="-my-2 divide-y">
      {items.map((entry) => (
        <li key={entry.id} className="flex items-baseline justify-between gap-4 py-2 text-ui">
          <div className="grid min-w-0 gap-0.5">
            <Link href={`${auditHref}?entry=${entry.id}`} className="min-w-0 truncate hover:underline">
              <AuditSentence entry={entry} />
            </Link>
            <span className="truncate text-muted-foreground text-xs">
              {entry.actor.label}
              {showTenant ? ` · ${entry.tenant?.name ?? "Platform"}` : null}
            </span>
          </div>
          <RelativeTime
            at={entry.at}
            now={now}
            timeZone={timeZone}
            className="shrink-0 text-muted-foreground text-xs"
          />
        </li>
      ))}
    </ul>
  );
}
