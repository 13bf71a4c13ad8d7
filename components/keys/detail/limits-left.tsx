// Each limit of a key with what is left of it now.
import { OutlookLine } from "#components/insight/outlook-line.tsx";
import { limitNote, limitText } from "#components/limits/limit-text.ts";
import { Progress } from "#components/ui/progress.tsx";
import type { LimitLeft } from "#lib/keys/limits-left.ts";
import { formatInteger } from "#lib/shared/format.ts";
import type { PerRequest } from "#lib/shared/limits.ts";
import type { LimitOutlook } from "#lib/usage/forecast-outlook.ts";

export interface LimitsLeftProps {
  limits: LimitLeft[];
  perRequest: PerRequest;
  /** Whether quotas last, by the name of the limit. */
  outlooks: LimitOutlook[];
  timeZone: string;
}

export function LimitsLeft({ limits, perRequest, outlooks, timeZone }: LimitsLeftProps) {
  const outlookOf = new Map(outlooks.map((outlook) => [outlook.name, outlook]));
  const maxima = Object.entries(perRequest);
  if (limits.length === 0 && maxima.length === 0)
    return (
      <p className="text-muted-foreground text-ui">
        No limits: calls are counted and never refused for their number.
      </p>
    );
  return (
    <ul className="grid gap-4">
      {limits.map(({ limit, most, left }) => (
        <li key={limit.name} className="grid gap-1.5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-ui">
            <span className="font-medium">{limitText(limit)}</span>
            <span className="text-muted-foreground text-xs tabular-nums">
              {formatInteger(left)} of {formatInteger(most)} left
            </span>
          </div>
          <Progress
            value={most - left}
            max={most}
            label={limitText(limit)}
            valueText={`${formatInteger(most - left)} of ${formatInteger(most)} used`}
          />
          {outlookOf.has(limit.name) ? (
            <OutlookLine outlook={outlookOf.get(limit.name)!} timeZone={timeZone} />
          ) : null}
          {limitNote(limit) ? <p className="text-muted-foreground text-xs">{limitNote(limit)}</p> : null}
        </li>
      ))}
      {maxima.map(([meter, max]) => (
        <li key={meter} className="text-ui">
          <span className="font-medium">
            At most {formatInteger(max)} {meter} in one call
          </span>
        </li>
      ))}
    </ul>
  );
}
