// While a rotation overlaps: who still calls with the old secret, and so what there is left to change.
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import type { Clock } from "#components/keys/list/key-columns.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { formatInteger } from "#lib/shared/format.ts";
import type { SecretCallers } from "#lib/usage/rank-callers.ts";

export function OldSecretCard({ calls, ofCalls, callers, now, timeZone }: SecretCallers & Clock) {
  return (
    <Card>
      <CardHeader
        title="Who still uses the old secret"
        description={
          calls > 0
            ? `${formatInteger(calls)} of the latest ${formatInteger(ofCalls)} calls, within 24 hours`
            : "Nobody did in the last 24 hours: the rotation can be finished."
        }
      />
      {callers.length > 0 ? (
        <CardContent>
          <ul className="-my-2 divide-y">
            {callers.map((caller) => (
              <li
                key={`${caller.ip} ${caller.userAgent} ${caller.resource}`}
                className="flex items-baseline justify-between gap-4 py-2 text-ui"
              >
                <span className="grid min-w-0 gap-0.5">
                  <span className="wrap-anywhere font-mono text-xs">{caller.ip ?? "No address told"}</span>
                  <span className="wrap-anywhere text-muted-foreground text-xs">
                    {[caller.userAgent, caller.resource].filter(Boolean).join(" · ") ||
                      "No agent or resource told"}
                  </span>
                </span>
                <span className="shrink-0 text-right text-xs tabular-nums">
                  {formatInteger(caller.calls)} {caller.calls === 1 ? "call" : "calls"}
                  <span className="block text-muted-foreground">
                    <RelativeTime at={caller.lastAt} now={now} timeZone={timeZone} />
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </CardContent>
      ) : null}
    </Card>
  );
}
