"use client";
// One invitation that waits, and taking it back.
import { Mail } from "lucide-react";
import { useState } from "react";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import type { Invited, PeopleCalls } from "#components/members/people.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

export interface InvitedRowProps {
  invited: Invited;
  canChange: boolean;
  now: Date;
  timeZone: string;
  calls: Pick<PeopleCalls, "withdraw">;
}

export function InvitedRow({ invited, canChange, now, timeZone, calls }: InvitedRowProps) {
  const [pending, setPending] = useState(false);
  const withdraw = async () => {
    setPending(true);
    const result = await calls.withdraw(invited);
    setPending(false);
    if (result.ok) toast.success("Invitation withdrawn");
    else toast.error(result.error.message);
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 first:pt-0 last:pb-0">
      <span className="flex size-7 shrink-0 items-center justify-center rounded-full bg-muted text-muted-foreground">
        <Mail aria-hidden="true" className="size-4" />
      </span>
      <div className="grid min-w-0 flex-1 basis-44 leading-5">
        <p className="truncate font-medium text-ui">{invited.email}</p>
        <p className="text-muted-foreground text-xs">
          runs out <RelativeTime at={invited.expiresAt} now={now} timeZone={timeZone} />
        </p>
      </div>
      <Badge>{invited.role}</Badge>
      {canChange ? (
        <Button
          variant="outline"
          size="sm"
          pending={pending}
          aria-label={`Withdraw the invitation of ${invited.email}`}
          onClick={() => void withdraw()}
        >
          Withdraw
        </Button>
      ) : null}
    </li>
  );
}
