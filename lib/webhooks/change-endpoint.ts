// The shape that changes of an endpoint share: lock, change, note before and after.
import type { CommandContext } from "#lib/core/operation.ts";
import { lockEndpoint, readEndpoint } from "./queries.ts";
import { type EndpointRecord, type EndpointView, toEndpointView } from "./view.ts";

/** `change` says whether it changed anything; it may throw. */
export async function changeEndpoint(
  { tx, now, tenantId, audit, unchanged }: CommandContext,
  endpointId: string,
  change: (record: EndpointRecord) => Promise<boolean>,
): Promise<EndpointView> {
  const record = await lockEndpoint(tx, tenantId, endpointId);
  const before = toEndpointView(record, now);
  if (!(await change(record))) {
    unchanged();
    return before;
  }
  const after = toEndpointView(await readEndpoint(tx, tenantId, endpointId), now);
  audit({ target: { type: "webhook", id: after.id, label: after.description || after.url }, before, after });
  return after;
}
