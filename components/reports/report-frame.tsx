// The frame of a report for whoever holds its link: whose it is and until when, and no way to anywhere else.
import type { ReactNode } from "react";
import { Wordmark } from "#components/brand/wordmark.tsx";
import { formatDate } from "#lib/shared/format.ts";

export interface ReportFrameProps {
  title: string;
  tenantName: string;
  /** "In the last 30 days", …: what is looked at. */
  when: ReactNode;
  expiresAt: Date;
  timeZone: string;
  children: ReactNode;
}

export function ReportFrame({ title, tenantName, when, expiresAt, timeZone, children }: ReportFrameProps) {
  return (
    <div className="mx-auto grid w-full max-w-7xl grid-cols-1 content-start gap-5 px-4 pt-6 pb-16 sm:px-6">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-0.5">
          <h1 className="min-w-0 break-words font-semibold text-xl">{title}</h1>
          <p className="text-muted-foreground text-ui">
            {tenantName} · {when}
          </p>
        </div>
        <Wordmark />
      </header>
      <main className="grid min-w-0 grid-cols-1 gap-5">{children}</main>
      <footer className="text-muted-foreground text-xs">
        For reading only. This link works until {formatDate(expiresAt, timeZone)} at the latest.
      </footer>
    </div>
  );
}
