// Quotas that are nearest to their end: how much is used, and whether they last.
import Link from "next/link";
import { OutlookLine } from "#components/insight/outlook-line.tsx";
import { limitText } from "#components/limits/limit-text.ts";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { formatInteger, formatMicros } from "#lib/shared/format.ts";
import type { LimitOutlook } from "#lib/usage/forecast-outlook.ts";

export interface QuotasCardProps {
  load: Promise<LimitOutlook[]>;
  /** The address of the list of keys. */
  keysHref: string;
  timeZone: string;
}

export async function QuotasCard({ load, keysHref, timeZone }: QuotasCardProps) {
  const quotas = await load;
  return (
    <Card>
      <CardHeader
        title="Quotas"
        description="Those nearest to their end first, at the pace of the last four weeks."
      />
      <CardContent>
        {quotas.length === 0 ? (
          <p className="text-muted-foreground text-ui">
            Nothing was spent of a quota in its running day, week or month: keys without quotas are limited by
            their rates alone.
          </p>
        ) : (
          <ul className="grid gap-4">
            {quotas.map((quota) => (
              <li key={`${quota.key?.id} ${quota.name}`} className="grid gap-1.5">
                <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-ui">
                  <span className="min-w-0 truncate font-medium">
                    {quota.key ? (
                      <Link href={`${keysHref}/${quota.key.id}/limits`} className="hover:underline">
                        {quota.key.name}
                      </Link>
                    ) : (
                      "All keys together"
                    )}
                  </span>
                  <span className="text-muted-foreground text-xs tabular-nums">{usedText(quota)}</span>
                </div>
                <Progress
                  value={quota.limit - quota.left}
                  max={quota.limit}
                  label={`${quota.key?.name ?? "All keys"}: ${limitText(quota)}`}
                  valueText={usedText(quota)}
                />
                <OutlookLine outlook={quota} timeZone={timeZone} />
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}

function usedText({ meter, limit, left, window }: LimitOutlook): string {
  const amount = (value: number) => (meter === "cost" ? formatMicros(value) : formatInteger(value));
  const unit = meter === "cost" ? "" : ` ${meter}`;
  return `${amount(limit - left)} of ${amount(limit)}${unit}, ${WINDOWS[window]}`;
}

const WINDOWS: Record<LimitOutlook["window"], string> = {
  day: "today",
  week: "this week",
  month: "this month",
  life: "for life",
};
