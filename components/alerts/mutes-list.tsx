"use client";
// What nobody is told of for now, and a way to end it early.
import type { RuleActions } from "#components/alerts/alert-actions.ts";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { useAct } from "#components/form/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import type { MuteView } from "#lib/alerts/view.ts";
import { ALERT_KIND_LABELS, isAlertKind } from "#lib/shared/alerts.ts";
import type { Place } from "#lib/web/place.ts";

export interface MutesListProps {
  mutes: MuteView[];
  /** Names of subjects and of rules of one's own, by their ids. */
  names: Record<string, string>;
  place: Place;
  mayWrite: boolean;
  unmute: RuleActions["unmute"];
  now: string;
  timeZone: string;
}

export function MutesList({ mutes, names, place, mayWrite, unmute, now, timeZone }: MutesListProps) {
  const { pending, runAloud } = useAct(unmute);
  return (
    <ul className="divide-y" aria-label="Muted">
      {mutes.map((mute) => {
        const words = muteText(mute, names);
        return (
          <li
            key={`${mute.rule} ${mute.subject}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5"
          >
            <div className="grid min-w-0 gap-0.5">
              <p className="break-words text-ui">{words}</p>
              <p className="text-muted-foreground text-xs">
                Ends <RelativeTime at={mute.until} now={now} timeZone={timeZone} /> · muted by {mute.by}
              </p>
            </div>
            {mayWrite ? (
              <Button
                variant="outline"
                size="sm"
                pending={pending}
                aria-label={`Unmute: ${words}`}
                onClick={() => void runAloud(place, { rule: mute.rule, subject: mute.subject })}
              >
                Unmute
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function muteText({ rule, subject }: MuteView, names: Record<string, string>): string {
  const what =
    rule === "*" ? "All rules" : isAlertKind(rule) ? ALERT_KIND_LABELS[rule] : (names[rule] ?? rule);
  return subject === "*" ? what : `${what}, for ${names[subject] ?? subject}`;
}
