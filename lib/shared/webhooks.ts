// What may be told to whom: the types of events, the kinds of endpoints, and the states of what is sent.

export const ENDPOINT_KINDS = ["standard", "slack"] as const;
/** "standard": signed as Standard Webhooks 1.0 says. "slack": `{ "text": … }` to an incoming-webhook address. */
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

export const KIND_LABELS: Record<EndpointKind, string> = { standard: "Signed", slack: "Slack" };

/** Why an endpoint is sent nothing: somebody said so, it answered 410, it took nothing for days. */
export type DisabledReason = "person" | "gone" | "failing";

/** "lost": what was sealed could not be opened any more, and the secret has to be rotated. */
export type HookSecretState = "sealed" | "stored" | "lost";

export const DELIVERY_STATUSES = ["waiting", "delivered", "failed"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Every type of event, with what it tells of. */
export const EVENT_TYPES = {
  "key.created": "A key was issued or imported",
  "key.updated": "A key was changed",
  "key.rotated": "A key was given a new secret",
  "key.rotation_finished": "The old secret of a key ended",
  "key.disabled": "A key was disabled",
  "key.enabled": "A key was enabled again",
  "key.revoked": "A key was ended for good",
  "key.expiring": "A key is about to expire",
  "key.leaked": "A key was found in public",
  "credential.added": "A provider key was stored",
  "credential.replaced": "A provider key was replaced",
  "credential.removed": "A provider key was removed",
  "credential.checked": "A provider key was tried, with another result than before",
  "alert.opened": "An alert began",
  "alert.resolved": "An alert ended",
  "invoice.issued": "An invoice was issued",
  "invoice.paid": "An invoice was paid",
  "invoice.voided": "An invoice was made void",
  "tenant.created": "A tenant was made",
  "tenant.suspended": "A tenant was suspended",
  "tenant.resumed": "A tenant was let in again",
  "webhook.disabled": "An endpoint is not sent anything any more",
  "webhook.test": "Somebody tries an endpoint out",
} as const satisfies Record<string, string>;

export type EventType = keyof typeof EVENT_TYPES;

export const isEventType = (text: string): text is EventType => Object.hasOwn(EVENT_TYPES, text);

/** What an endpoint can be subscribed to; a test goes to whom it is for, whatever they chose. */
export const CHOOSABLE_TYPES = Object.keys(EVENT_TYPES).filter(
  (type) => type !== "webhook.test",
) as readonly EventType[];
