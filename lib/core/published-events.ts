// What other systems are told. Events follow from the audit trail, by a table of which acts are told of and what of their
// views may leave the house; so no command has to think of it, and nothing is told that did not happen.
import { webhookEvents } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import type { EventType } from "#lib/shared/webhooks.ts";

export interface PublishedEvent {
  /** Whose event it is; PLATFORM_TENANT for the platform's own. */
  tenantId: Id<"ten">;
  type: EventType;
  /** JSON, without any secret: whoever may look after webhooks can read it. */
  data: Record<string, unknown>;
}

/** An entry of the audit trail, as far as events are made of it. */
interface Act {
  tenantId: Id<"ten">;
  action: string;
  actorType: string;
  actorLabel: string;
  targetId: string | null;
  after: Record<string, unknown> | null;
}

interface Publication {
  type: EventType;
  /** What the target is called in `data`. */
  noun: string;
  /** The fields of its view that are told; all else stays here. */
  fields: readonly string[];
  /** What is told besides, of the same view. */
  also?(view: Record<string, unknown>): EventType[];
}

const KEY = [
  ...["id", "name", "environment", "prefix", "last4", "status", "scopes", "tags", "ownerEmail"],
  ...["createdAt", "updatedAt", "expiresAt", "disabledAt", "revokedAt", "revokedReason"],
];
const CREDENTIAL = ["id", "provider", "label", "last4", "state", "version", "check"];
const INVOICE = [
  ...["id", "number", "status", "month", "currency", "totalMicros", "creditMicros", "dueMicros"],
  ...["issuedAt", "dueAt", "paidAt", "paidReference", "voidedAt", "voidReason"],
];
const TENANT = ["id", "clientId", "name", "suspendedAt", "suspendedReason"];

const key = (type: EventType): Publication => ({ type, noun: "key", fields: KEY });
const credential = (type: EventType): Publication => ({ type, noun: "credential", fields: CREDENTIAL });
const tenant = (type: EventType): Publication => ({ type, noun: "tenant", fields: TENANT });
const invoice = (type: EventType): Publication => ({ type, noun: "invoice", fields: INVOICE });

/** By action. An act that is not here is told to nobody. */
const PUBLISHED: Readonly<Record<string, Publication>> = {
  "key.create": key("key.created"),
  "key.import": key("key.created"),
  "key.import_any": key("key.created"),
  "key.update": key("key.updated"),
  "key.rotate": key("key.rotated"),
  "key.finish_rotation": key("key.rotation_finished"),
  "key.disable": key("key.disabled"),
  "key.enable": key("key.enabled"),
  "key.revoke": key("key.revoked"),
  "credential.add": credential("credential.added"),
  "credential.replace": credential("credential.replaced"),
  "credential.remove": credential("credential.removed"),
  "credential.checked": credential("credential.checked"),
  // One that credit pays is paid as it is issued.
  "invoice.issue": {
    ...invoice("invoice.issued"),
    also: ({ status }) => (status === "paid" ? ["invoice.paid"] : []),
  },
  "invoice.pay": invoice("invoice.paid"),
  "invoice.void": invoice("invoice.voided"),
  "tenant.create": tenant("tenant.created"),
  "tenant.suspend": tenant("tenant.suspended"),
  "tenant.resume": tenant("tenant.resumed"),
};

/** Of a statement, which takes 65,535 values. */
const ROWS_AT_ONCE = 5_000;

/** Writes events in the caller's transaction: they are told if it commits, at least once each. */
export async function writeEvents(tx: Tx, now: Date, events: readonly PublishedEvent[]): Promise<void> {
  const rows = events.map((event) => ({ ...event, id: newId("msg"), createdAt: now }));
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE)
    await tx.insert(webhookEvents).values(rows.slice(first, first + ROWS_AT_ONCE));
}

/** Tells of those acts that are to be told of. */
export function publishActs(tx: Tx, now: Date, acts: readonly Act[]): Promise<void> {
  return writeEvents(tx, now, acts.flatMap(eventOf));
}

/** What is told of a key. */
export function toldOfKey(view: Record<string, unknown>): Record<string, unknown> {
  return only(KEY, view);
}

/** An import tells of each key, and then of itself, which is no key; a draft that is let go of was never told of. */
function isTold({ noun }: Publication, { targetId }: Act, after: Record<string, unknown>): boolean {
  if (noun === "key") return targetId?.startsWith("key_") ?? false;
  return noun !== "invoice" || after.number !== null;
}

function only(fields: readonly string[], view: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(fields.filter((field) => field in view).map((field) => [field, view[field]]));
}

function eventOf(act: Act): PublishedEvent[] {
  const published = Object.hasOwn(PUBLISHED, act.action) ? PUBLISHED[act.action] : undefined;
  if (!published || !act.after || !isTold(published, act, act.after)) return [];
  const view = only(published.fields, act.after);
  const by = { type: act.actorType, label: act.actorLabel };
  const data = { [published.noun]: { id: act.targetId, ...view }, by };
  const types = [published.type, ...(published.also?.(act.after) ?? [])];
  return types.map((type) => ({ tenantId: act.tenantId, type, data }));
}
