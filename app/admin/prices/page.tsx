import type { Metadata } from "next";
import { ImportPricesButton } from "#components/prices/import-prices-button.tsx";
import { PricesTable } from "#components/prices/prices-table.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listPrices } from "#lib/prices/list-prices.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { setPricesAction } from "./actions.ts";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage() {
  const [viewer, prices] = await Promise.all([viewerIn("platform"), read(listPrices, {}, "platform")]);
  const mayChange = viewer.permissions.includes("billing:write");
  return (
    <Page>
      <PageHeader
        title="Prices"
        description="Dollars for a million tokens, as providers publish them. Every call is stamped with the price that held."
        actions={mayChange ? <ImportPricesButton set={setPricesAction} prices={prices.items} /> : null}
      />
      <PricesTable prices={prices.items} />
    </Page>
  );
}
