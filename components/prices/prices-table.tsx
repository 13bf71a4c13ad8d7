"use client";
// What models cost now: searched, narrowed to providers, sorted, and handed out as shown.
import { CircleDollarSign, SearchX } from "lucide-react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { PRICE_TABLE_COLUMNS } from "#components/prices/price-columns.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { ColumnChooser } from "#components/table/column-chooser.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import type { Facet } from "#components/table/facet-filter.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Card } from "#components/ui/card.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";
import type { PriceView } from "#lib/prices/schemas.ts";
import { formatInteger } from "#lib/shared/format.ts";

export interface PricesTableProps {
  prices: PriceView[];
  /** How many there are, whatever is shown. */
  known: number;
  filtered: boolean;
  /** Those with prices. */
  providers: Facet["options"];
  views: ScreenViews;
  downloadHref: string;
}

const PARAMS = ["q", "provider"];

const nameOf = ({ provider, model }: PriceView) => `${provider}/${model}`;

export function PricesTable({ prices, known, filtered, providers, views, downloadHref }: PricesTableProps) {
  return (
    <Card>
      <FilterBar
        searchPlaceholder="Provider or model"
        facets={[{ param: "provider", label: "Provider", options: providers }]}
        views={views}
        tools={
          <>
            <ColumnChooser columns={PRICE_TABLE_COLUMNS} />
            <ExportMenu href={downloadHref} />
          </>
        }
      />
      <DataTable
        label="Prices of models"
        rows={prices}
        columns={PRICE_TABLE_COLUMNS}
        rowId={nameOf}
        rowLabel={nameOf}
        empty={<NoPrices filtered={filtered} />}
        footer={
          <p className="border-t px-4 py-2.5 text-muted-foreground text-xs">
            {countText(prices.length, known)}
          </p>
        }
      />
    </Card>
  );
}

function countText(shown: number, known: number): string {
  const models = known === 1 ? "1 model" : `${formatInteger(known)} models`;
  return shown === known ? models : `${formatInteger(shown)} of ${models}`;
}

function NoPrices({ filtered }: { filtered: boolean }) {
  if (filtered)
    return (
      <EmptyState
        icon={<SearchX />}
        title="No price fits"
        text="A call of a model without a price costs what its plan says of unknown prices."
        action={<ClearFilters names={PARAMS} label="Clear filters" />}
      />
    );
  return (
    <EmptyState
      icon={<CircleDollarSign />}
      title="No prices yet"
      text="Calls of models cost what their plan says of unknown prices."
    />
  );
}
