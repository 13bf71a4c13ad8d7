// What made a range differ from another: one sentence, and its parts by each dimension, which add up.
import { LazyEarlierRange } from "#components/insight/lazy-earlier-range.tsx";
import { LazyCardExport } from "#components/table/lazy-card-export.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { Address } from "#components/usage/address.ts";
import { formatDateTime, formatInteger, formatMicros } from "#lib/shared/format.ts";
import type { Earlier } from "#lib/usage/explain-question.ts";
import type { ExplanationView, PartView } from "#lib/usage/explain-read.ts";

const TITLES: Record<string, string> = {
  tenant: "By tenant",
  key: "By key",
  outcome: "By outcome",
  resource: "By resource",
  scope: "By scope",
  model: "By model",
  environment: "By environment",
};
const PICO_PER_MICRO = 1_000_000;

export interface ExplainPanelProps {
  load: Promise<ExplanationView>;
  address: Address;
  earlier: Earlier;
  downloadHref: string;
}

export async function ExplainPanel({ load, address, earlier, downloadHref }: ExplainPanelProps) {
  const view = await load;
  const { before, after, zone } = view;
  const ends = (range: { from: string; to: string }) =>
    `${formatDateTime(range.from, zone)} to ${formatDateTime(range.to, zone)}`;
  return (
    <Card id="explain">
      <CardHeader
        title="What changed"
        description={`${ends(after)}, against ${ends(before)}`}
        actions={
          <>
            <LazyEarlierRange address={address} earlier={earlier} timeZone={zone} />
            <LazyCardExport what="what changed" href={`${downloadHref}?part=explanation`} />
          </>
        }
      />
      <CardContent className="grid gap-5">
        <p className="text-sm">{view.sentence}</p>
        {view.change === 0 && view.dimensions.every(({ parts }) => parts.length === 0) ? null : (
          <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
            {view.dimensions.map(({ by, parts }) => (
              <section key={by} aria-label={TITLES[by] ?? by} className="grid min-w-0 content-start gap-2">
                <h3 className="font-medium text-ui">{TITLES[by] ?? by}</h3>
                <Parts parts={parts} change={view.change} unit={view.unit} label={TITLES[by] ?? by} />
              </section>
            ))}
          </div>
        )}
      </CardContent>
    </Card>
  );
}

function Parts(props: { parts: PartView[]; change: number; unit: string; label: string }) {
  const { parts, change, unit, label } = props;
  if (parts.length === 0)
    return <p className="text-muted-foreground text-ui">Each came to the same in both times.</p>;
  return (
    <div className="overflow-x-auto">
      <Table label={`What changed, ${label.toLowerCase()}`}>
        <TableHeader>
          <TableRow>
            <TableHead>Part</TableHead>
            <TableHead className="text-right max-sm:hidden">Before</TableHead>
            <TableHead className="text-right max-sm:hidden">After</TableHead>
            <TableHead className="text-right">Change</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {parts.map((part) => (
            <TableRow key={part.key ?? "others"}>
              <TableCell>
                <span className="wrap-anywhere inline-flex flex-wrap items-center gap-1.5">
                  {part.label}
                  {part.mark ? (
                    <Badge tone={part.mark === "new" ? "info" : "neutral"}>
                      {part.mark === "new" ? "New" : "Gone"}
                    </Badge>
                  ) : null}
                </span>
              </TableCell>
              <TableCell className="text-right tabular-nums max-sm:hidden">
                {plain(part.before, unit)}
              </TableCell>
              <TableCell className="text-right tabular-nums max-sm:hidden">
                {plain(part.after, unit)}
              </TableCell>
              <TableCell className="text-right font-medium tabular-nums">
                {signed(part.change, unit)}
              </TableCell>
            </TableRow>
          ))}
          <TableRow>
            <TableCell className="text-muted-foreground">Together</TableCell>
            <TableCell className="max-sm:hidden" />
            <TableCell className="max-sm:hidden" />
            <TableCell className="text-right font-semibold tabular-nums">{signed(change, unit)}</TableCell>
          </TableRow>
        </TableBody>
      </Table>
    </div>
  );
}

const plain = (value: number, unit: string) =>
  unit === "picodollars" ? formatMicros(value / PICO_PER_MICRO) : formatInteger(value);

const signed = (value: number, unit: string) =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${plain(Math.abs(value), unit)}`;
