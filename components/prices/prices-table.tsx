// What models cost now, by provider.
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { PriceView } from "#lib/prices/schemas.ts";

export function PricesTable({ prices }: { prices: PriceView[] }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-border bg-card">
      <Table label="Prices of models">
        <TableHeader>
          <TableRow>
            <TableHead>Model</TableHead>
            <TableHead className="text-right">Input</TableHead>
            <TableHead className="text-right">Output</TableHead>
            <TableHead className="text-right">Cache read</TableHead>
            <TableHead className="text-right">Cache write</TableHead>
            <TableHead>Read at</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {prices.map((price) => (
            <TableRow key={`${price.provider}/${price.model}`}>
              <TableCell className="font-mono text-xs">
                {price.provider}/{price.model}
              </TableCell>
              <Figure value={price.input} />
              <Figure value={price.output} />
              <Figure value={price.cacheRead} />
              <Figure value={price.cacheWrite} />
              <TableCell className="whitespace-nowrap text-xs">
                <Source price={price} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Figure({ value }: { value: string | null }) {
  return <TableCell className="text-right tabular-nums">{value === null ? "–" : `$${value}`}</TableCell>;
}

function Source({ price: { source, asOf } }: { price: PriceView }) {
  if (!URL.canParse(source) || !/^https?:/.test(source)) return `${source}, ${asOf}`;
  return (
    <>
      <TextLink href={source}>{new URL(source).hostname}</TextLink>, {asOf}
    </>
  );
}
