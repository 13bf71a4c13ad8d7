// The same numbers as the drawing, as a table.
import { formatValue, type TimeSeriesData, type ValueFormat } from "#components/chart/series.ts";
import { formatBucket } from "#lib/shared/format.ts";

export function ChartTable(props: {
  data: TimeSeriesData;
  format: ValueFormat;
  label: string;
  className?: string;
}) {
  const { data, format } = props;
  const last = data.buckets.length - 1;
  return (
    <section
      aria-label={`${props.label}, as a table`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className={`scroll-thin -outline-offset-2! overflow-auto ${props.className ?? ""}`}
    >
      <table className="w-full border-collapse text-xs tabular-nums">
        <thead className="sticky top-0 bg-card">
          <tr className="border-b text-muted-foreground">
            <th scope="col" className="py-1.5 pr-3 text-left font-medium">
              Time ({data.timeZone})
            </th>
            {data.series.map((series) => (
              <th key={series.key} scope="col" className="px-3 py-1.5 text-right font-medium">
                {series.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.buckets.map((bucket, index) => (
            <tr key={bucket} className="border-b last:border-0">
              <th scope="row" className="whitespace-nowrap py-1.5 pr-3 text-left font-normal">
                {formatBucket(bucket, data.granularity, data.timeZone)}
                {data.inProgress && index === last ? (
                  <span className="text-muted-foreground"> (in progress)</span>
                ) : null}
              </th>
              {data.series.map((series) => (
                <td key={series.key} className="px-3 py-1.5 text-right">
                  {formatValue(series.values[index] ?? null, format)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
