// What was used of language models: by model and payer, with tokens and money. Nothing where there was none.

import type { ReactNode } from "react";
import { PAYER_NAMES } from "#components/gateway/gateway-words.ts";
import { GoLink } from "#components/shell/go-link.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { formatMicros, formatNumber } from "#lib/shared/format.ts";
import { hasSound } from "#lib/shared/gateway.ts";
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
  const heard = items.some(hasSound);
  return (
    <Card>
      <CardHeader
        title="Language models"
        description={`Tokens as providers counted them. ${heard ? "Audio is a part of tokens in and out. " : ""}Guesses are counted where a caller left early.`}
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
              {heard ? <TableHead className="text-right max-sm:hidden">Audio in</TableHead> : null}
              <TableHead className="text-right max-sm:hidden">Tokens out</TableHead>
              {heard ? <TableHead className="text-right max-sm:hidden">Audio out</TableHead> : null}
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
                    {hasSound(item)
                      ? `; of them audio: ${formatNumber(item.audioInputTokens)} in, ${formatNumber(item.audioOutputTokens)} out`
                      : null}
                  </p>
                </TableCell>
                <TableCell className="max-sm:hidden">{PAYER_NAMES[item.payer]}</TableCell>
                <TableCell className="text-right tabular-nums">{formatNumber(item.calls)}</TableCell>
                <Count value={tokensIn(item)} />
                {heard ? <Count value={item.audioInputTokens} /> : null}
                <Count value={item.outputTokens} />
                {heard ? <Count value={item.audioOutputTokens} /> : null}
                <TableCell className="text-right tabular-nums">{costText(item)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardContent>
    </Card>
  );
}

const Count = ({ value }: { value: number }) => (
  <TableCell className="text-right tabular-nums max-sm:hidden">{formatNumber(value)}</TableCell>
);

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
