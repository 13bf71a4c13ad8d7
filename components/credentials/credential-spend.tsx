// What a provider key was spent for this month, by whom, and how their quotas stand.
import { TextLink } from "#components/ui/text-link.tsx";
import type { CredentialUse, QuotaUse } from "#lib/credentials/use-view.ts";
import { formatInteger, formatMicros } from "#lib/shared/format.ts";
import type { Place } from "#lib/web/place.ts";

const MICROS = 1_000_000;
const SHOWN_KEYS = 2;
const IN_WINDOW = { day: "today", week: "this week", month: "this month", life: "in all" };

export function MonthSpend({ use }: { use: CredentialUse | undefined }) {
  if (!use || use.month.calls === 0) return <span className="text-muted-foreground">Nothing</span>;
  const { calls, unpriced, cost } = use.month;
  return (
    <span className="grid gap-0.5 tabular-nums">
      <span>{unpriced === calls ? "Price not known" : formatMicros(Number(cost) * MICROS)}</span>
      <span className="text-muted-foreground text-xs">
        {formatInteger(calls)} {calls === 1 ? "call" : "calls"}
        {unpriced > 0 && unpriced < calls ? `, ${formatInteger(unpriced)} without a price` : ""}
      </span>
    </span>
  );
}

export function UsedBy({ use, place }: { use: CredentialUse | undefined; place: Place }) {
  if (!use || use.keys.length === 0) return <span className="text-muted-foreground">No key lately</span>;
  const base = place === "platform" ? "/admin" : `/t/${place.tenant}`;
  const more = use.keys.length - SHOWN_KEYS;
  return (
    <span className="grid gap-1">
      {use.keys.slice(0, SHOWN_KEYS).map((key) => (
        <span key={key.id} className="grid gap-0.5">
          <TextLink href={`${base}/keys/${key.id}`}>{key.name}</TextLink>
          {key.quotas.map((quota) => (
            <span key={quota.name} className="text-muted-foreground text-xs tabular-nums">
              {quotaText(quota)}
            </span>
          ))}
        </span>
      ))}
      {more > 0 ? (
        <span className="text-muted-foreground text-xs">and {formatInteger(more)} more</span>
      ) : null}
    </span>
  );
}

/** "15 of 50 requests this month". */
function quotaText({ meter, window, used, limit }: QuotaUse): string {
  const amount = meter === "cost" ? formatMicros : formatInteger;
  return `${amount(used)} of ${amount(limit)}${meter === "cost" ? "" : ` ${meter}`} ${IN_WINDOW[window]}`;
}
