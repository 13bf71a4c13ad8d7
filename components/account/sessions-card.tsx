"use client";
// Where a person is signed in, and ending that.
import { Monitor, Smartphone } from "lucide-react";
import { deviceName, isPhone } from "#components/account/device-name.ts";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import type { Act } from "#components/form/act.ts";
import { useAct } from "#components/form/use-act.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.ts";
import type { SessionListItem } from "#lib/auth/list-sessions.ts";

export interface SessionsCardProps {
  sessions: SessionListItem[];
  currentId: string;
  now: Date;
  timeZone: string;
  end: Act<{ sessionId: string }, void>;
  endOthers: Act<{ keep: string }, { ended: number }>;
}

export function SessionsCard(props: SessionsCardProps) {
  const { sessions, currentId } = props;
  const others = useAct(props.endOthers);
  const endOthers = async () => {
    const result = await others.runAloud("platform", { keep: currentId });
    if (result) toast.success("Signed out everywhere else");
  };
  return (
    <Card>
      <CardHeader
        title="Sessions"
        description="Where you are signed in. Ending one takes effect at once."
        actions={
          sessions.length > 1 ? (
            <Button variant="outline" pending={others.pending} onClick={() => void endOthers()}>
              End all others
            </Button>
          ) : null
        }
      />
      <CardContent>
        <ul className="divide-y divide-border">
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} {...props} />
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function SessionRow({
  session,
  currentId,
  now,
  timeZone,
  end,
}: SessionsCardProps & { session: SessionListItem }) {
  const { pending, runAloud } = useAct(end);
  const name = deviceName(session.userAgent);
  const Icon = isPhone(session.userAgent) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-3 py-3 first:pt-0 last:pb-0">
      <Icon aria-hidden="true" className="size-5 shrink-0 text-muted-foreground" />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium text-ui">
          {name}
          {session.id === currentId ? <Badge tone="success">This device</Badge> : null}
        </p>
        <p className="break-words text-muted-foreground text-xs">
          {session.ip ? `${session.ip} · ` : ""}last seen{" "}
          <RelativeTime at={session.seenAt} now={now} timeZone={timeZone} /> · signed in{" "}
          <RelativeTime at={session.createdAt} now={now} timeZone={timeZone} />
        </p>
      </div>
      {session.id === currentId ? null : (
        <Button
          variant="outline"
          size="sm"
          pending={pending}
          aria-label={`End the session on ${name}`}
          onClick={() => void runAloud("platform", { sessionId: session.id })}
        >
          End
        </Button>
      )}
    </li>
  );
}
