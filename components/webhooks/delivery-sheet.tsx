"use client";
// One message: what was sent, and what came of every attempt.
import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "#components/feedback/copy-button.tsx";
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { useAct } from "#components/form/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { toast } from "#components/ui/toast.ts";
import type { DeliveriesTableProps } from "#components/webhooks/deliveries-table.tsx";
import { DeliveryState } from "#components/webhooks/endpoint-state.tsx";
import type { WebhookActions } from "#components/webhooks/webhook-actions.ts";
import { formatInstant } from "#lib/shared/format.ts";
import type { DeliveryDetail } from "#lib/webhooks/view.ts";

interface DeliverySheetProps
  extends Pick<DeliveriesTableProps, "endpointId" | "url" | "place" | "replay" | "timeZone"> {
  delivery: DeliveryDetail;
  onClose: () => void;
}

export default function DeliverySheet({ delivery, url, timeZone, onClose, ...rest }: DeliverySheetProps) {
  const facts = [
    { label: "Status", value: <DeliveryState delivery={delivery} /> },
    { label: "Address", value: <span className="break-all">{url}</span> },
    { label: "webhook-id", value: <Code text={delivery.messageId} /> },
    { label: "Next try", value: delivery.dueAt && formatInstant(delivery.dueAt, timeZone) },
  ];
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={delivery.type} description={formatInstant(delivery.createdAt, timeZone)}>
        <div className="grid gap-6 p-5">
          <KeyValueList items={facts} />
          {rest.replay ? <Replay {...rest} replay={rest.replay} delivery={delivery} /> : null}
          <Section title="Request">
            <Block text={pretty(delivery.body)} />
          </Section>
          <Section title="Attempts">
            <Attempts delivery={delivery} timeZone={timeZone} />
          </Section>
        </div>
      </SheetContent>
    </Sheet>
  );
}

function Replay(
  props: Pick<DeliverySheetProps, "endpointId" | "place" | "delivery"> & { replay: WebhookActions["replay"] },
) {
  const { pending, runAloud } = useAct(props.replay);
  const { id: deliveryId, status } = props.delivery;
  const again = async () => {
    if (await runAloud(props.place, { endpointId: props.endpointId, deliveryId }))
      toast.success("The message is sent again");
  };
  return (
    <Button
      variant="outline"
      className="justify-self-start"
      pending={pending}
      disabled={status === "waiting"}
      onClick={() => void again()}
    >
      <RotateCcw /> Send it again
    </Button>
  );
}

function Attempts({ delivery, timeZone }: { delivery: DeliveryDetail; timeZone: string }) {
  if (delivery.log.length === 0) return <p className="text-muted-foreground text-ui">None yet.</p>;
  return (
    <ol className="grid divide-y divide-border">
      {delivery.log.toReversed().map((attempt) => (
        <li key={attempt.number} className="grid gap-2 py-3 text-ui first:pt-0 last:pb-0">
          <span className="flex flex-wrap justify-between gap-x-4">
            <span className="font-medium">
              {attempt.number}. {attempt.status ? `Answer ${attempt.status}` : "No answer"}
            </span>
            <span className="text-muted-foreground tabular-nums">{attempt.latencyMs} ms</span>
          </span>
          <span className="text-muted-foreground text-xs">{formatInstant(attempt.at, timeZone)}</span>
          {attempt.error ? <span>{attempt.error}</span> : null}
          {attempt.answer ? <Block text={attempt.answer} /> : null}
        </li>
      ))}
    </ol>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 gap-3">
      <h3 className="font-semibold text-sm">{title}</h3>
      {children}
    </section>
  );
}

function Block({ text }: { text: string }) {
  return (
    <pre className="max-h-72 min-w-0 overflow-auto whitespace-pre-wrap break-all rounded-lg bg-muted p-3 font-mono text-xs">
      {text}
    </pre>
  );
}

function Code({ text }: { text: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 break-all font-mono text-xs">{text}</code>
      <CopyButton value={text} label="Copy webhook-id" />
    </span>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
