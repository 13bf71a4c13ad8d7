// What was used of language models: by model and payer, with tokens and money. Nothing where there was none.

import type { ReactNode } from "react";
import { PAYER_NAMES } from "#components/gateway/gateway-words.ts";
import { GoLink } from "#components/shell/go-link.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { formatMicros, formatNumber } from "#lib/shared/format.ts";
import type { ModelUsage, ModelUseView } from "#lib/usage/models.ts";

export interface ModelsPanelProps {
  load: Promise<ModelUsage>;
  /** Where a model's name leads. */
  hrefOf: (model: string) => string | undefined;
  actions?: ReactNode;
}

export async function ModelsPanel({ load, hrefOf, actions }: ModelsPanelProps) {
  const { items } = await load;
  if (items.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="Language models"
        description="Tokens as providers counted them. Guesses are counted where a caller left early."
        actions={actions}
      />
      <CardContent className="overflow-x-auto">
        <Table label="Language models">
          <TableHeader>
            <TableRow>
              <TableHead>Model</TableHead>
              <TableHead className="max-sm:hidden">Paid by</TableHead>
              <TableHead className="text-right">Calls</TableHead>
              <TableHead className="text-right max-sm:hidden">Tokens in</TableHead>
              <TableHead className="text-right max-sm:hidden">Tokens out</TableHead>
              <TableHead className="text-right">Cost</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {items.map((item) => (
              <TableRow key={`${item.provider}/${item.model} ${item.payer}`}>
                <TableCell>
                  <ModelName name={`${item.provider}/${item.model}`} hrefOf={hrefOf} />
                  <p className="text-muted-foreground text-xs sm:hidden">
                    {PAYER_NAMES[item.payer]}, {formatNumber(tokensIn(item))} tokens in,{" "}
                    {formatNumber(item.outputTokens)} out
                  </p>
                </TableCell>
                <TableCell className="max-sm:hidden">{PAYER_NAMES[item.payer]}</TableCell>
                <TableCell className="text-right tabular-nums">{formatNumber(item.calls)}</TableCell>
                <TableCell className="text-right tabular-nums max-sm:hidden">
                  {formatNumber(tokensIn(item))}
                </TableCell>
                <TableCell className="text-right tabular-nums max-sm:hidden">
                  {formatNumber(item.outputTokens)}
                </TableCell>
                <TableCell className="text-right tabular-nums">{costText(item)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardContent>
    </Card>
  );
}

function ModelName({ name, hrefOf }: { name: string; hrefOf: ModelsPanelProps["hrefOf"] }) {
  const href = hrefOf(name);
  const look = "wrap-anywhere font-mono text-xs";
  return href ? (
    <GoLink href={href} className={`${look} rounded-sm hover:underline`}>
      {name}
    </GoLink>
  ) : (
    <span className={look}>{name}</span>
  );
}

const tokensIn = ({ inputTokens, cacheReadTokens, cacheWriteTokens }: ModelUseView) =>
  inputTokens + cacheReadTokens + cacheWriteTokens;

/** Never a zero for what is not known, nor for what is small. */
function costText({ calls, unpriced, cost }: ModelUseView): string {
  if (unpriced === calls) return "unknown";
  const known = formatMicros(Number(cost) * 1_000_000);
  return unpriced > 0 ? `${known} + ${formatNumber(unpriced)} unknown` : known;
}
