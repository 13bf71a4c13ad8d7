// Why calls were refused: each answer with what it means, and the way to the calls behind it.
import Link from "next/link";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { formatInteger, formatPercent } from "#lib/shared/format.ts";
import { isOutcome } from "#lib/shared/outcome-labels.ts";
import { whyRefused } from "#lib/shared/verdict.ts";
import type { UsageTopView } from "#lib/usage/top.ts";

export interface RefusalsCardProps {
  /** Refusals by outcome. */
  load: Promise<UsageTopView>;
  /** The address of the log of the same time, with its parameters. */
  logsHref: string;
  when: string;
}

export async function RefusalsCard({ load, logsHref, when }: RefusalsCardProps) {
  const { items } = await load;
  const refused = items.filter(({ key, value }) => key !== "VALID" && value > 0);
  const total = refused.reduce((sum, { value }) => sum + value, 0);
  return (
    <Card>
      <CardHeader
        title="Refusals"
        description={
          total > 0 ? `${formatInteger(total)} ${when}, and why` : `What was refused ${when}, and why`
        }
      />
      <CardContent>
        {refused.length === 0 ? (
          <p className="text-muted-foreground text-ui">
            Nothing was refused {when}: every call was admitted.
          </p>
        ) : (
          <ul className="-my-2 divide-y">
            {refused.slice(0, 6).map(({ key, label, value }) => (
              <li key={key} className="flex items-baseline justify-between gap-4 py-2 text-ui">
                <div className="grid min-w-0 gap-0.5">
                  <Link href={`${logsHref}&outcome=${key}`} className="w-fit font-medium hover:underline">
                    {label}
                  </Link>
                  <span className="text-muted-foreground text-xs">
                    {isOutcome(key) ? whyRefused(key) : null}
                  </span>
                </div>
                <span className="shrink-0 text-right tabular-nums">
                  {formatInteger(value)}
                  <span className="block text-muted-foreground text-xs">{formatPercent(value / total)}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}
