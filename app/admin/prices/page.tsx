import type { Metadata } from "next";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { ImportPricesButton } from "#components/prices/import-prices-button.tsx";
import { PricesTable } from "#components/prices/prices-table.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { listPrices } from "#lib/prices/list-prices.ts";
import { priceSearch } from "#lib/prices/price-search.ts";
import { PROVIDERS } from "#lib/shared/providers.ts";
import type { Search } from "#lib/usage/usage-search.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { setPricesAction } from "./actions.ts";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { filter, filtered } = priceSearch(await searchParams);
  const [viewer, all, shown, views] = await Promise.all([
    viewerIn("platform"),
    read(listPrices, {}, "platform"),
    read(listPrices, filter, "platform"),
    viewsOf("prices", "platform"),
  ]);
  const counts = Map.groupBy(all.items, ({ provider }) => provider);
  const providers = Object.values(PROVIDERS)
    .filter(({ id }) => counts.has(id))
    .map(({ id, name }) => ({ value: id, label: name, count: counts.get(id)?.length ?? 0 }));
  const mayChange = viewer.permissions.includes("billing:write");
  return (
    <Page>
      <PendingArea>
        <PageHeader
          title="Prices"
          description="Dollars for a million tokens, as providers publish them. Every call is stamped with the price that held."
          actions={mayChange ? <ImportPricesButton set={setPricesAction} prices={shown.items} /> : null}
        />
        <PricesTable
          prices={shown.items}
          known={all.items.length}
          filtered={filtered}
          providers={providers}
          views={views}
          downloadHref="/admin/prices/download"
        />
      </PendingArea>
    </Page>
  );
}
