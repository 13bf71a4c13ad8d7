// The page of refused secrets: how many over time, and who knocks with what.
import { Suspense } from "react";
import { RangePicker } from "#components/chart/range-picker.tsx";
import { LazyCallsChart } from "#components/keys/detail/lazy-parts.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import {
  UNKNOWN_PARAMS,
  UnknownTable,
  type UnknownTableProps,
} from "#components/unknown-keys/unknown-table.tsx";
import { chartData } from "#components/usage/chart-data.ts";
import { ChartSkeleton } from "#components/usage/skeletons.tsx";
import { whenWords } from "#components/usage/words.ts";
import type { ScreenViews } from "#components/views/screen-views.ts";
import { formatInteger } from "#lib/shared/format.ts";
import { REFUSAL_CLASSES, REFUSAL_LABELS } from "#lib/shared/refusals.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";

export interface UnknownScreenProps extends UnknownTableProps {
  refusals: Promise<UsageSeriesView>;
  downloadHref: string;
  views: ScreenViews;
}

const CLASSES = {
  param: "class",
  label: "Class",
  options: REFUSAL_CLASSES.map((value) => ({ value, label: REFUSAL_LABELS[value] })),
};

export function UnknownScreen({ refusals, downloadHref, views, ...table }: UnknownScreenProps) {
  return (
    <Page>
      <PageHeader
        title="Unknown keys"
        description="Who knocks with what: secrets that are no key, or no longer one. Only a fingerprint of each is kept, for 30 days after the last try."
        actions={<RangePicker defaultRange="30d" timeZone={table.timeZone} />}
      />
      <PendingArea>
        <Suspense fallback={<ChartSkeleton heightClass="h-60" />}>
          <Refusals load={refusals} />
        </Suspense>
        <Card>
          <FilterBar
            searchPlaceholder="Fingerprint, address, agent or form"
            facets={[CLASSES]}
            views={views}
            tools={<ExportMenu href={downloadHref} />}
          >
            {table.filtered ? <ClearFilters names={UNKNOWN_PARAMS} /> : null}
          </FilterBar>
          <UnknownTable {...table} />
        </Card>
      </PendingArea>
    </Page>
  );
}

async function Refusals({ load }: { load: Promise<UsageSeriesView> }) {
  const view = await load;
  const total = view.totals.total ?? 0;
  return (
    <Card>
      <CardContent>
        <LazyCallsChart
          title="Refused secrets"
          summary={`${total === 1 ? "1 call was" : `${formatInteger(total)} calls were`} refused for their secret ${whenWords(view.range)}.`}
          data={chartData(view)}
          height={240}
          zoomable
          empty="No secret was refused in this time."
        />
      </CardContent>
    </Card>
  );
}
