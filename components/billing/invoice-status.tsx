// The state of an invoice in one word.
import { StatusBadge, type StatusShape } from "#components/feedback/status-badge.tsx";
import type { Tone } from "#components/ui/badge.tsx";
import { INVOICE_STATUS_LABELS, type InvoiceStatus as Status } from "#lib/shared/billing.ts";

const LOOKS: Record<Status, [Tone, StatusShape]> = {
  draft: ["neutral", "ring"],
  open: ["info", "half"],
  overdue: ["danger", "bars"],
  paid: ["success", "dot"],
  void: ["neutral", "cross"],
};

export function InvoiceStatus({ status }: { status: Status }) {
  const [tone, shape] = LOOKS[status];
  return <StatusBadge status={status} label={INVOICE_STATUS_LABELS[status]} tone={tone} shape={shape} />;
}
