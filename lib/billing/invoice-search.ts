// The address of the page of all invoices as a question. What is malformed falls back.
import { INVOICE_STATUSES } from "#lib/shared/billing.ts";
import type { ListAllInvoicesInput } from "./schemas.ts";

type Search = Record<string, string | string[] | undefined>;

export interface InvoiceSearch {
  filter: Omit<ListAllInvoicesInput, "cursor" | "limit">;
  cursor: string | null;
  /** Whether less than everything is asked for. */
  filtered: boolean;
}

/** Parameters: `q`, `status` with commas, `month`, `tenant` and `after`. */
export function invoiceSearch(search: Search): InvoiceSearch {
  const text = (name: string) => [search[name]].flat()[0]?.trim() || undefined;
  const named = text("status")?.split(",") ?? [];
  const status = INVOICE_STATUSES.filter((one) => named.includes(one));
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.exec(text("month") ?? "")?.[0];
  const filter = {
    q: text("q")?.slice(0, 120),
    status: status.length > 0 ? status : undefined,
    from: month,
    to: month,
    tenant: text("tenant")?.slice(0, 64),
  };
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return { filter, cursor: text("after") ?? null, filtered };
}
