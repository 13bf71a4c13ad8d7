import { grantCreditAction } from "#app/admin/invoices/actions.ts";
import { updateBillingDetailsAction } from "#app/t/[tenant]/billing/actions.ts";
import { CreditCard } from "#components/billing/credit-card.tsx";
import { DetailsCard } from "#components/billing/details-card.tsx";
import { GrantCreditButton } from "#components/billing/grant-credit-button.tsx";
import { LazyDetailsForm } from "#components/billing/lazy-details-form.tsx";
import { OwnInvoices } from "#components/billing/own-invoices.tsx";
import { PlanPrice } from "#components/billing/plan-price.tsx";
import { UpcomingCard } from "#components/billing/upcoming-card.tsx";
import { textOf } from "#components/keys/list/key-filters.ts";
import { getBillingDetails } from "#lib/billing/get-billing-details.ts";
import { listCredits } from "#lib/billing/list-credits.ts";
import { listInvoices } from "#lib/billing/list-invoices.ts";
import { upcomingInvoice } from "#lib/billing/upcoming-invoice.ts";
import { read } from "#lib/web/read.ts";
import type { TenantSectionProps } from "../section-props.ts";

const CREDITS_SHOWN = 6;
const MOST = 200;

export async function BillingSection({ view, plan, viewer, place, search }: TenantSectionProps) {
  const limit = textOf(search, "credits") === "all" ? MOST : CREDITS_SHOWN;
  const [upcoming, invoices, credits, details] = await Promise.all([
    read(upcomingInvoice, {}, place),
    read(listInvoices, { cursor: textOf(search, "after"), limit: 12 }, place),
    read(listCredits, { limit }, place),
    read(getBillingDetails, {}, place),
  ]);
  const mayChange = viewer.permissions.includes("billing:write");
  return (
    <>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <UpcomingCard upcoming={upcoming} />
        <div className="grid min-w-0 gap-5">
          <PlanPrice plan={plan} />
          <CreditCard
            credits={credits}
            invoicesHref="/admin/invoices"
            timeZone={upcoming.period.zone}
            moreHref={limit < MOST ? "?credits=all" : null}
            actions={
              mayChange ? (
                <GrantCreditButton
                  tenant={view}
                  balanceMicros={credits.balanceMicros}
                  grant={grantCreditAction}
                />
              ) : null
            }
          />
        </div>
      </div>
      <OwnInvoices
        rows={invoices.items}
        nextCursor={invoices.nextCursor}
        base="/admin/invoices"
        downloadHref={`/admin/invoices/download?tenant=${view.clientId}`}
      />
      {mayChange ? (
        <LazyDetailsForm details={details} tenant={view} update={updateBillingDetailsAction} withTax />
      ) : (
        <DetailsCard details={details} name={view.name} />
      )}
    </>
  );
}
