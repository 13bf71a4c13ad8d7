// What will want somebody's attention: keys that are about to expire, and budgets that were nearly or wholly spent.
import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { KeyView } from "#lib/keys/view.ts";
import type { BudgetMarkView } from "#lib/usage/list-budget-marks.ts";

export interface SoonCardProps {
  expiring: Promise<{ items: KeyView[] }>;
  marks: Promise<BudgetMarkView[]>;
  keysHref: string;
  now: string;
  timeZone: string;
}

export async function SoonCard({ expiring, marks, keysHref, now, timeZone }: SoonCardProps) {
  const [{ items }, reached] = await Promise.all([expiring, marks]);
  const soon = items
    .flatMap(({ id, name, expiresAt }) => (expiresAt ? [{ id, name, expiresAt }] : []))
    .toSorted((a, b) => a.expiresAt.localeCompare(b.expiresAt));
  const time = (at: string) => <RelativeTime at={at} now={now} timeZone={timeZone} />;
  return (
    <Card>
      <CardHeader
        title="Coming up"
        description="Keys that expire within 30 days, and budgets that were reached"
      />
      <CardContent>
        {soon.length + reached.length === 0 ? (
          <p className="text-muted-foreground text-ui">
            No key expires within 30 days, and no budget reached half of its limit.
          </p>
        ) : (
          <ul className="-my-2 divide-y">
            {soon.slice(0, 6).map(({ id, name, expiresAt }) => (
              <Line
                key={id}
                href={`${keysHref}/${id}`}
                name={name}
                mark={<Badge tone="warning">Expires</Badge>}
              >
                {time(expiresAt)}
              </Line>
            ))}
            {reached.map((mark) => (
              <Line
                key={`${mark.keyId} ${mark.limitName} ${mark.at} ${mark.percent}`}
                href={`${keysHref}/${mark.keyId}/limits`}
                name={mark.keyName}
                mark={
                  <Badge tone={mark.percent >= 100 ? "danger" : "warning"}>
                    {mark.percent}% of {mark.limitName}
                  </Badge>
                }
              >
                {time(mark.at)}
              </Line>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}

function Line(props: { href: string; name: string; mark: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center justify-between gap-4 py-2 text-ui">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        <Link href={props.href} className="truncate font-medium hover:underline">
          {props.name}
        </Link>
        {props.mark}
      </span>
      <span className="shrink-0 text-muted-foreground text-xs">{props.children}</span>
    </li>
  );
}
