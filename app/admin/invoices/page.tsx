import type { Metadata } from "next";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { InvoiceTiles } from "#components/billing/invoice-tiles.tsx";
import { InvoicesTable } from "#components/billing/invoices-table.tsx";
import { SettingsButton } from "#components/billing/settings-button.tsx";
import { UnnamedSeller } from "#components/billing/unnamed-seller.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { getBillingSettings } from "#lib/billing/get-billing-settings.ts";
import { invoiceSearch } from "#lib/billing/invoice-search.ts";
import { listAllInvoices } from "#lib/billing/list-all-invoices.ts";
import { monthAt, monthsFrom, shiftMonth } from "#lib/billing/month.ts";
import { sumInvoices } from "#lib/billing/sum-invoices.ts";
import type { Search } from "#lib/usage/usage-search.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { updateBillingSettingsAction } from "./actions.ts";

export const metadata: Metadata = { title: "Invoices" };

const MONTHS_OFFERED = 12;

export default async function InvoicesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { filter, cursor, filtered } = invoiceSearch(await searchParams);
  const [viewer, page, sums, settings, views] = await Promise.all([
    viewerIn("platform"),
    read(listAllInvoices, { ...filter, cursor }, "platform"),
    read(sumInvoices, {}, "platform"),
    read(getBillingSettings, {}, "platform"),
    viewsOf("invoices", "platform"),
  ]);
  const month = monthAt(new Date(), viewer.user.timeZone ?? "UTC");
  const mayChange = viewer.permissions.includes("billing:write");
  return (
    <Page>
      <PendingArea>
        <PageHeader
          title="Invoices"
          description="One for every tenant and month, drawn up when the month is over and issued some days later."
          actions={
            mayChange ? <SettingsButton settings={settings} update={updateBillingSettingsAction} /> : null
          }
        />
        {settings.sellerName === "" ? <UnnamedSeller /> : null}
        <InvoiceTiles sums={sums} />
        <InvoicesTable
          rows={page.items}
          nextCursor={page.nextCursor}
          filtered={filtered}
          months={monthsFrom(shiftMonth(month, -MONTHS_OFFERED), month).toReversed()}
          views={views}
        />
      </PendingArea>
    </Page>
  );
}
