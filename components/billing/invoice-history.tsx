// What became of an invoice, step by step: what was, and what comes.
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import type { InvoiceView } from "#lib/billing/view.ts";
import { formatDateTime } from "#lib/shared/format.ts";

interface Step {
  label: string;
  at: string;
  note?: string;
  tone: "done" | "next" | "late";
}

export function InvoiceHistory({ invoice }: { invoice: InvoiceView }) {
  return (
    <Card>
      <CardHeader title="History" />
      <CardContent>
        <ol className="grid">
          {stepsOf(invoice).map(({ label, at, note, tone }) => (
            <li
              key={label}
              className="relative grid grid-cols-[0.75rem_1fr] gap-x-3 pb-4 last:pb-0 not-last:before:absolute not-last:before:top-4 not-last:before:bottom-0 not-last:before:left-[0.34rem] not-last:before:w-px not-last:before:bg-border"
            >
              <span
                aria-hidden="true"
                className={cn("mt-1.5 size-2.5 justify-self-center rounded-full border-2", DOTS[tone])}
              />
              <div className="grid min-w-0 text-ui">
                <span className={cn("font-medium", tone === "late" && "text-danger")}>{label}</span>
                <span className="text-muted-foreground text-xs tabular-nums">
                  {formatDateTime(at, invoice.period.zone)}
                </span>
                {note ? <span className="break-words text-muted-foreground text-xs">{note}</span> : null}
              </div>
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}

const DOTS: Record<Step["tone"], string> = {
  done: "border-primary bg-primary",
  next: "border-input bg-card",
  late: "border-danger-solid bg-danger-solid",
};

function stepsOf(invoice: InvoiceView): Step[] {
  const { status, createdAt, issuesAt, issuedAt, dueAt, paidAt, paidReference, voidedAt, voidReason } =
    invoice;
  const step = (label: string, at: string | null, more: Partial<Step> = {}): Step[] =>
    at ? [{ label, at, tone: "done", ...more }] : [];
  return [
    ...step("Drawn up", createdAt),
    ...step("Will be issued", issuesAt, {
      tone: "next",
      note: "By itself. Until then usage that comes late still counts.",
    }),
    ...step("Issued", issuedAt),
    ...(status === "open" ? step("Due", dueAt, { tone: "next" }) : []),
    ...(status === "overdue" ? step("Was due", dueAt, { tone: "late" }) : []),
    ...step("Paid", paidAt, { note: paidReference || undefined }),
    ...step("Made void", voidedAt, { note: voidReason || undefined }),
  ];
}
