// The state of an endpoint, and of a message, in one word.
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import type { DeliveryView, EndpointView } from "#lib/webhooks/view.ts";

/** How an endpoint is called. */
export const nameOf = ({ description, url }: EndpointView): string => description || url;

export function EndpointState({ endpoint }: { endpoint: EndpointView }) {
  const { enabled, disabledReason, secretState, failingSince } = endpoint;
  if (!enabled && disabledReason === "person") return <StatusBadge status="disabled" />;
  if (!enabled) return <StatusBadge status="disabled" tone="danger" shape="cross" label="Given up" />;
  if (secretState === "lost")
    return <StatusBadge status="lost" tone="danger" shape="cross" label="Needs a new secret" />;
  if (failingSince) return <StatusBadge status="failing" tone="warning" shape="half" />;
  return <StatusBadge status="active" />;
}

export function DeliveryState({ delivery }: { delivery: DeliveryView }) {
  const { status, attempts } = delivery;
  if (status === "delivered") return <StatusBadge status="delivered" tone="success" shape="dot" />;
  if (status === "failed") return <StatusBadge status="failed" tone="danger" shape="cross" />;
  const label = attempts === 0 ? "Waiting" : "Trying again";
  return (
    <StatusBadge status="waiting" tone={attempts === 0 ? "info" : "warning"} shape="half" label={label} />
  );
}

/** Why nothing is sent, or nothing arrives; null when all is well. */
export function troubleOf({
  enabled,
  disabledReason,
  failingSince,
  secretState,
}: EndpointView): string | null {
  if (!enabled && disabledReason === "gone")
    return "It answered that it is gone (410), so it is sent nothing.";
  if (!enabled && disabledReason === "failing")
    return "It took nothing for five days, so it is sent nothing.";
  if (!enabled) return "It is sent nothing while it is disabled.";
  if (secretState === "lost") return "Its secret could not be kept. Rotate it to get a new one.";
  return failingSince ? "It does not take messages now. They are tried again for up to three days." : null;
}
