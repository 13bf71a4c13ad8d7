import type { Metadata } from "next";
import { CreditCard } from "#components/billing/credit-card.tsx";
import { DetailsCard } from "#components/billing/details-card.tsx";
import { LazyDetailsForm } from "#components/billing/lazy-details-form.tsx";
import { MoneyTiles } from "#components/billing/money-tiles.tsx";
import { OwnInvoices } from "#components/billing/own-invoices.tsx";
import { PlanPrice } from "#components/billing/plan-price.tsx";
import { UpcomingCard } from "#components/billing/upcoming-card.tsx";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { getBillingDetails } from "#lib/billing/get-billing-details.ts";
import { listCredits } from "#lib/billing/list-credits.ts";
import { listInvoices } from "#lib/billing/list-invoices.ts";
import { upcomingInvoice } from "#lib/billing/upcoming-invoice.ts";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { getOwnTenant } from "#lib/tenants/get-own-tenant.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { updateBillingDetailsAction } from "./actions.ts";

export const metadata: Metadata = { title: "Billing" };

const CREDITS_SHOWN = 6;
const MOST = 200;

interface Props {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}

export default async function BillingPage({ params, searchParams }: Props) {
  const place = { tenant: (await params).tenant };
  const search = await searchParams;
  const limit = textOf(search, "credits") === "all" ? MOST : CREDITS_SHOWN;
  const [viewer, tenant, plan, upcoming, waiting, invoices, credits, details] = await Promise.all([
    viewerIn(place),
    read(getOwnTenant, {}, place),
    read(getOwnPlan, {}, place),
    read(upcomingInvoice, {}, place),
    read(listInvoices, { status: ["open", "overdue"], limit: MOST }, place),
    read(listInvoices, { cursor: textOf(search, "after"), limit: 12 }, place),
    read(listCredits, { limit }, place),
    read(getBillingDetails, {}, place),
  ]);
  const base = `/t/${tenant.clientId}/billing`;
  const mayChange = viewer.permissions.includes("billing:write");
  return (
    <Page>
      <PageHeader title="Billing" description={`What ${tenant.name} pays, and for what.`} />
      <MoneyTiles upcoming={upcoming} waiting={waiting.items} invoicesHref={base} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <UpcomingCard upcoming={upcoming} />
        <div className="grid min-w-0 gap-5">
          <PlanPrice plan={plan} />
          <CreditCard
            credits={credits}
            invoicesHref={base}
            timeZone={upcoming.period.zone}
            moreHref={limit < MOST ? "?credits=all" : null}
          />
        </div>
      </div>
      <OwnInvoices
        rows={invoices.items}
        nextCursor={invoices.nextCursor}
        base={base}
        downloadHref={`${base}/download`}
      />
      {mayChange ? (
        <LazyDetailsForm details={details} tenant={tenant} update={updateBillingDetailsAction} />
      ) : (
        <DetailsCard details={details} name={tenant.name} />
      )}
    </Page>
  );
}
