// What models cost now, by provider.
import { audioText, priceText } from "#components/prices/price-text.ts";
import { cn } from "#components/ui/cn.ts";
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
            <TableHead className="text-right max-sm:hidden">Cache read</TableHead>
            <TableHead className="text-right max-sm:hidden">Cache write</TableHead>
            <TableHead className="text-right max-sm:hidden">Audio in / out</TableHead>
            <TableHead className="max-sm:hidden">Read at</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {prices.map((price) => (
            <TableRow key={`${price.provider}/${price.model}`}>
              <TableCell>
                <span className="wrap-anywhere font-mono text-xs">
                  {price.provider}/{price.model}
                </span>
                <p className="text-muted-foreground text-xs sm:hidden">
                  {besidesText(price)}
                  <Source price={price} />
                </p>
              </TableCell>
              <Figure value={price.input} />
              <Figure value={price.output} />
              <Figure value={price.cacheRead} className="max-sm:hidden" />
              <Figure value={price.cacheWrite} className="max-sm:hidden" />
              <TableCell className="whitespace-nowrap text-right tabular-nums max-sm:hidden">
                {audioText(price) ?? "–"}
              </TableCell>
              <TableCell className="whitespace-nowrap text-xs max-sm:hidden">
                <Source price={price} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Figure({ value, className }: { value: string | null; className?: string }) {
  return (
    <TableCell className={cn("text-right tabular-nums", className)}>
      {value === null ? "–" : priceText(value)}
    </TableCell>
  );
}

/** What the columns say that a phone has no room for. */
function besidesText(price: PriceView): string {
  const { cacheRead, cacheWrite } = price;
  const audio = audioText(price);
  return [
    cacheRead && `Cache read ${priceText(cacheRead)}. `,
    cacheWrite && `Cache write ${priceText(cacheWrite)}. `,
    audio && `Audio ${audio}. `,
  ]
    .filter(Boolean)
    .join("");
}

function Source({ price: { source, asOf } }: { price: PriceView }) {
  if (!URL.canParse(source) || !/^https?:/.test(source)) return `${source}, ${asOf}`;
  return (
    <>
      <TextLink href={source}>{new URL(source).hostname}</TextLink>, {asOf}
    </>
  );
}
