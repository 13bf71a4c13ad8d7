"use client";
// Alerts that somebody should look at: what happened, where it can be seen, and what to do about it in place.
import { BellOff, BellRing, Check, SearchX } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { AlertActions } from "#components/alerts/alert-actions.ts";
import { AlertMarks, SeverityBadge } from "#components/alerts/alert-words.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { useAct } from "#components/form/use-act.ts";
import type { MenuItem } from "#components/overlay/menu-items.ts";
import { RowMenu } from "#components/overlay/row-menu.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { Pager } from "#components/table/pager.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { toast } from "#components/ui/toast.ts";
import type { AlertView } from "#lib/alerts/view.ts";
import type { Place } from "#lib/web/place.ts";

const NoteDialog = dynamic(() => import("#components/alerts/note-dialog.tsx"), { ssr: false });

export interface InboxProps {
  alerts: AlertView[];
  nextCursor: string | null;
  filtered: boolean;
  place: Place;
  /** The address of the area: "/t/acme_corp" or "/admin". */
  area: string;
  mayWrite: boolean;
  actions: AlertActions;
  now: string;
  timeZone: string;
}

export const INBOX_PARAMS = ["severity", "kind", "taken"];

export function Inbox(props: InboxProps) {
  const [noting, setNoting] = useState<AlertView | null>(null);
  if (props.alerts.length === 0) return <NothingFires {...props} />;
  return (
    <>
      <ul className="divide-y" aria-label="Alerts that fire">
        {props.alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} onNote={() => setNoting(alert)} {...props} />
        ))}
      </ul>
      <Pager
        nextCursor={props.nextCursor}
        summary={props.alerts.length === 1 ? "1 alert" : `${props.alerts.length} alerts on this page`}
      />
      {noting ? (
        <NoteDialog
          alert={noting}
          place={props.place}
          acknowledge={props.actions.acknowledge}
          onOpenChange={(open) => !open && setNoting(null)}
        />
      ) : null}
    </>
  );
}

function AlertRow({ alert, area, mayWrite, now, timeZone, ...props }: InboxProps & RowProps) {
  const acknowledge = useAct(props.actions.acknowledge);
  const menu = useMenu({ alert, ...props });
  return (
    <li className="grid gap-x-4 gap-y-2.5 px-4 py-3.5 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5">
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <SeverityBadge severity={alert.severity} />
          <TextLink href={`${area}/alerts/${alert.id}`} className="min-w-0 break-words font-medium text-sm">
            {alert.title}
          </TextLink>
          <AlertMarks alert={alert} />
        </p>
        <p className="break-words text-ui">{alert.text}</p>
        <p className="flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          <span>
            Since <RelativeTime at={alert.openedAt} now={now} timeZone={timeZone} />
          </span>
          {alert.acknowledgedBy ? <span>Taken on by {alert.acknowledgedBy}</span> : null}
          {alert.note ? <span className="break-words">“{alert.note}”</span> : null}
        </p>
      </div>
      <div className="flex items-center gap-2 sm:self-start">
        <ButtonLink
          href={`${area}${alert.path}`}
          variant="outline"
          size="sm"
          prefetch={false}
          aria-label={`See what happened: ${alert.title}`}
        >
          See what happened
        </ButtonLink>
        {mayWrite && !alert.acknowledgedAt ? (
          <Button
            variant="secondary"
            size="sm"
            pending={acknowledge.pending}
            aria-label={`Take on: ${alert.title}`}
            onClick={() => void acknowledge.runAloud(props.place, { alertId: alert.id })}
          >
            <Check /> Take on
          </Button>
        ) : null}
        {mayWrite ? <RowMenu label={`More for: ${alert.title}`} items={menu} /> : null}
      </div>
    </li>
  );
}

interface RowProps {
  alert: AlertView;
  onNote: () => void;
}

const SPANS = [
  { label: "for 8 hours", hours: 8 },
  { label: "for a day", hours: 24 },
  { label: "for a week", hours: 168 },
];

function useMenu({
  alert,
  place,
  actions,
  onNote,
}: Pick<InboxProps, "place" | "actions"> & RowProps): MenuItem[] {
  const mute = useAct(actions.mute);
  const resolve = useAct(actions.resolve);
  const quiet = async (hours: number, what: "both" | "rule") => {
    const until = new Date(Date.now() + hours * 3_600_000).toISOString();
    const done = await mute.runAloud(place, { alertId: alert.id, what, until });
    if (done) toast.success("Muted", { description: "It stands here all the same, and nobody is told." });
  };
  return [
    { label: alert.note ? "Change the note" : "Take on with a note", icon: <Check />, onSelect: onNote },
    {
      label: "Close it for this time",
      icon: <BellRing />,
      onSelect: async () => void (await resolve.runAloud(place, { alertId: alert.id })),
    },
    { heading: `Mute this for ${alert.subjectLabel}` },
    ...SPANS.map(({ label, hours }) => ({
      label: `Mute ${label}`,
      icon: <BellOff />,
      onSelect: () => quiet(hours, "both"),
    })),
    { separator: true },
    { label: "Mute the whole rule for a week", icon: <BellOff />, onSelect: () => quiet(168, "rule") },
  ];
}

function NothingFires({ filtered, area }: InboxProps) {
  if (filtered)
    return (
      <EmptyState
        icon={<SearchX />}
        title="No alert fits"
        text="No alert that fires has all that was asked for."
        action={<ClearFilters names={INBOX_PARAMS} label="Clear filters" />}
      />
    );
  return (
    <EmptyState
      icon={<BellRing />}
      title="All is quiet"
      text="Nothing fires. What did stands in the history; what is looked for, in the rules."
      action={
        <ButtonLink href={`${area}/alerts/rules`} variant="outline">
          Look at the rules
        </ButtonLink>
      }
    />
  );
}
