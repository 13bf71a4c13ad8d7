// The outbox: what was written to whom, and whether it left. The open mail shows its text under its row.
import { MailOpen } from "lucide-react";
import Link from "next/link";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { MailContent } from "#components/mail/mail-content.tsx";
import type { MailText } from "#lib/mail/get-mail.ts";
import type { MailView } from "#lib/mail/list-mails.ts";

const TONES = { sent: "success", waiting: "info", failed: "danger" } as const;
const SHAPES = { sent: "dot", waiting: "half", failed: "cross" } as const;

export interface OutboxProps {
  mails: MailView[];
  open: MailText | null;
  /** Whether the viewer may read what stands in the mails. */
  canRead: boolean;
  now: Date;
  timeZone: string;
}

export function Outbox({ mails, open, canRead, now, timeZone }: OutboxProps) {
  return (
    <ul className="divide-y divide-border">
      {mails.map((mail) => (
        <li key={mail.id} className="grid gap-3 py-3 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <div className="grid min-w-0 flex-1 basis-52 leading-5">
              <p className="truncate font-medium text-ui">{mail.subject}</p>
              <p className="truncate text-muted-foreground text-xs">
                to {mail.recipient} · <RelativeTime at={mail.createdAt} now={now} timeZone={timeZone} />
                {mail.error ? ` · ${mail.error} after ${mail.attempts} attempts` : ""}
              </p>
            </div>
            <StatusBadge status={mail.status} tone={TONES[mail.status]} shape={SHAPES[mail.status]} />
            {canRead && mail.status !== "sent" ? (
              <ReadLink mail={mail} isOpen={open?.id === mail.id} />
            ) : null}
          </div>
          {open?.id === mail.id ? <MailContent text={open.text} /> : null}
        </li>
      ))}
    </ul>
  );
}

function ReadLink({ mail, isOpen }: { mail: MailView; isOpen: boolean }) {
  return (
    <Link
      href={isOpen ? "/admin/system/mail" : `/admin/system/mail?mail=${mail.id}`}
      scroll={false}
      prefetch={false}
      aria-expanded={isOpen}
      aria-label={`${isOpen ? "Close" : "Read"}: ${mail.subject}, to ${mail.recipient}`}
      className="inline-flex h-7 items-center gap-1.5 rounded-md border border-border bg-card px-2.5 font-medium text-xs shadow-xs hover:bg-muted"
    >
      <MailOpen aria-hidden="true" className="size-3.5" /> {isOpen ? "Close" : "Read"}
    </Link>
  );
}
