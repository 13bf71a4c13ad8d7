// Endpoints and messages as tables and cards.
import type { DeliveryDetail, DeliveryView, EndpointView, EndpointWithSecret } from "#lib/webhooks/view.ts";
import type { Call } from "./cli.ts";
import { shownTime } from "./screen.ts";

export function showEndpoints({ items }: { items: EndpointView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "ADDRESS", "DESCRIPTION", "EVENTS", "STATE", "CREATED"],
    items.map((each) => [
      each.id,
      each.url,
      each.description,
      each.types?.join(", ") ?? "all",
      stateOf(each),
      shownTime(each.createdAt),
    ]),
  );
}

export function showEndpoint(each: EndpointView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", each.id],
    ["address", each.url],
    ["kind", each.kind],
    ["description", each.description],
    ["events", each.types?.join(", ") ?? "all"],
    ["state", stateOf(each)],
    ["failing since", shownTime(each.failingSince)],
    ["old secret ends", shownTime(each.oldSecretEndsAt)],
  ]);
}

export function showSecret(each: EndpointWithSecret, call: Call<unknown>): void {
  showEndpoint(each, call);
  if (each.secret === null) return;
  call.screen.note("The secret, shown this once:");
  call.screen.line(each.secret);
}

export function showDeliveries({ items }: { items: DeliveryView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "MESSAGE", "TYPE", "STATUS", "ATTEMPTS", "ANSWER", "CREATED", "NEXT"],
    items.map((each) => [
      each.id,
      each.messageId,
      each.type,
      each.status,
      each.attempts,
      each.lastStatus ?? each.lastError,
      shownTime(each.createdAt),
      shownTime(each.dueAt),
    ]),
  );
}

export function showDelivery(each: DeliveryView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", each.id],
    ["message", each.messageId],
    ["type", each.type],
    ["status", each.status],
    ["attempts", each.attempts],
    ["answer", each.lastStatus ?? each.lastError],
  ]);
}

export function showDeliveryDetail(each: DeliveryDetail, call: Call<unknown>): void {
  showDelivery(each, call);
  call.screen.table(
    ["ATTEMPT", "AT", "MS", "STATUS", "WHAT WENT WRONG"],
    each.log.map((one) => [one.number, shownTime(one.at), one.latencyMs, one.status, one.error]),
  );
  call.screen.line(each.body);
}

function stateOf({ enabled, disabledReason, secretState, failingSince }: EndpointView): string {
  if (!enabled) return disabledReason === "person" ? "disabled" : `disabled (${disabledReason})`;
  if (secretState === "lost") return "needs a new secret";
  return failingSince ? "failing" : "active";
}
