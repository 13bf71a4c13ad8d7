// What was used of language models: by model and payer, with tokens and money. Nothing where there was none.
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { formatNumber } from "#lib/shared/format.ts";
import type { ModelUsage } from "#lib/usage/models.ts";

const PAYER: Record<string, string> = {
  byok: "Own credential",
  managed: "Platform",
  request: "Key of the call",
};

export async function ModelsPanel({ load }: { load: Promise<ModelUsage> }) {
  const { items } = await load;
  if (items.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="Language models"
        description="Tokens as providers counted them. Guesses are counted where a caller left early."
      />
      <CardContent className="overflow-x-auto">
        <Table label="Language models">
          <TableHeader>
            <TableRow>
              <TableHead>Model</TableHead>
              <TableHead>Paid by</TableHead>
              <TableHead className="text-right">Calls</TableHead>
              <TableHead className="text-right">Tokens in</TableHead>
              <TableHead className="text-right">Tokens out</TableHead>
              <TableHead className="text-right">Cost</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {items.map((item) => (
              <TableRow key={`${item.provider}/${item.model} ${item.payer}`}>
                <TableCell className="font-mono text-xs">
                  {item.provider}/{item.model}
                </TableCell>
                <TableCell>{PAYER[item.payer]}</TableCell>
                <TableCell className="text-right tabular-nums">{formatNumber(item.calls)}</TableCell>
                <TableCell className="text-right tabular-nums">
                  {formatNumber(item.inputTokens + item.cacheReadTokens + item.cacheWriteTokens)}
                </TableCell>
                <TableCell className="text-right tabular-nums">{formatNumber(item.outputTokens)}</TableCell>
                <TableCell className="text-right tabular-nums">
                  {item.unpriced === item.calls ? "unknown" : `$${Number(item.cost).toFixed(4)}`}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardContent>
    </Card>
  );
}
