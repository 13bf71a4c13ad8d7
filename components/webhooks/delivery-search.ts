// The address of an endpoint's page, as the question that it asks. What cannot be read falls back.
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { DELIVERY_STATUSES } from "#lib/shared/webhooks.ts";

/** Parameters: `status`, `after`, and `open` for the message that is looked at. */
export function deliverySearch(search: Search) {
  const named = textOf(search, "status");
  const status = DELIVERY_STATUSES.find((one) => one === named);
  const open = textOf(search, "open");
  return {
    status,
    cursor: textOf(search, "after"),
    filtered: status !== undefined,
    open: open && /^dlv_[0-9a-z]{26}$/.test(open) ? open : null,
  };
}
