// What a message says: for signed endpoints the event as JSON, for Slack a sentence or two.
import { inArray } from "drizzle-orm";
import { tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";
import { type EndpointKind, EVENT_TYPES, isEventType } from "#lib/shared/webhooks.ts";

export interface ToldEvent {
  type: string;
  createdAt: Date;
  data: Record<string, unknown>;
}

interface TenantName {
  id: string;
  clientId: string;
  name: string;
}

/** How tenants are called; the platform itself has no row. */
export async function namesOf(tx: Tx, ids: readonly Id<"ten">[]): Promise<Map<string, TenantName>> {
  const rows = await tx
    .select({ id: tenants.id, clientId: tenants.clientId, name: tenants.name })
    .from(tenants)
    .where(inArray(tenants.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The body of the message. `tenant` is null for what happened on the platform itself. */
export function bodyFor(kind: EndpointKind, event: ToldEvent, tenant: TenantName | null): string {
  const { type, createdAt, data } = event;
  if (kind === "slack") return JSON.stringify({ text: slackText(event, tenant) });
  return JSON.stringify({ type, timestamp: createdAt.toISOString(), tenant, data });
}

function slackText({ type, data }: ToldEvent, tenant: TenantName | null): string {
  const where = tenant ? ` · ${escaped(tenant.name)}` : "";
  const alert = type.startsWith("alert.");
  const title = alert ? textOf(data.title) : isEventType(type) ? EVENT_TYPES[type] : type;
  const lines = [`*${escaped(title)}*${where}`, escaped(alert ? textOf(data.text) : subjectOf(data))];
  const url = textOf(data.url);
  if (/^https?:\/\/[^|<>\s]+$/.test(url)) lines.push(`<${url}|Open in Keyhold>`);
  return lines.filter(Boolean).join("\n");
}

/** "orders · by ada@example.com" */
function subjectOf(data: Record<string, unknown>): string {
  const [thing = {}] = [data.key, data.credential, data.tenant, data.endpoint].filter(
    (one) => one !== undefined,
  );
  const { name, label, url, id } = asRecord(thing);
  const by = textOf(asRecord(data.by).label);
  const parts = [[name, label, url, id].map(textOf).find(Boolean) ?? "", by ? `by ${by}` : ""];
  return parts.filter(Boolean).join(" · ");
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** Slack reads these three as markup. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
