// What the platform is warned of at this moment, the newest first.
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { cn } from "#components/ui/cn.ts";
import type { AlertView } from "#lib/alerts/view.ts";

export interface FiringAlertsProps {
  load: Promise<{ items: AlertView[] }>;
  alertsHref: string;
  timeZone: string;
  now: string;
}

const DOTS: Record<AlertView["severity"], string> = {
  critical: "bg-chart-danger",
  warning: "bg-chart-warning",
  info: "bg-info",
};

export async function FiringAlerts({ load, alertsHref, timeZone, now }: FiringAlertsProps) {
  const { items } = await load;
  if (items.length === 0)
    return (
      <p className="flex items-center justify-center gap-2 py-6 text-muted-foreground text-ui">
        <CircleCheck aria-hidden="true" className="size-4 text-success" /> No alert is firing.
      </p>
    );
  return (
    <ul className="-my-2 divide-y">
      {items.map((alert) => (
        <li key={alert.id} className="relative flex items-baseline gap-2.5 py-2 text-ui">
          <span
            aria-hidden="true"
            className={cn("size-2 shrink-0 self-start rounded-full mt-1.5", DOTS[alert.severity])}
          />
          <div className="grid min-w-0 flex-1">
            <Link
              href={`${alertsHref}/${alert.id}`}
              className="truncate font-medium after:absolute after:inset-0 hover:underline"
            >
              {alert.title}
            </Link>
            <span className="truncate text-muted-foreground text-xs">
              {alert.severity} · {alert.subjectLabel}
            </span>
          </div>
          <RelativeTime
            at={alert.openedAt}
            now={now}
            timeZone={timeZone}
            className="shrink-0 text-muted-foreground text-xs"
          />
        </li>
      ))}
    </ul>
  );
}
