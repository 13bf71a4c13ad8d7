// Where a refused secret came from: address, agent, how often, when last.
import { addressWords } from "#components/unknown-keys/unknown-words.ts";
import { formatDateTime, formatInteger } from "#lib/shared/format.ts";
import type { UnknownKeySource } from "#lib/unknown-keys/view.ts";

export function SourceList({
  sources,
  timeZone,
}: {
  sources: (UnknownKeySource & { secret?: string })[];
  timeZone: string;
}) {
  return (
    <ul className="grid divide-y divide-border text-ui">
      {sources.map((source) => (
        <li
          key={`${source.secret} ${source.address} ${source.userAgent}`}
          className="flex items-baseline justify-between gap-4 py-2 first:pt-0 last:pb-0"
        >
          <span className="grid min-w-0 gap-0.5">
            <span className="break-all">{addressWords(source)}</span>
            <span className="break-words text-muted-foreground text-xs">
              {source.userAgent && source.userAgent !== "*" ? source.userAgent : "No agent told"}
            </span>
          </span>
          <span className="grid shrink-0 gap-0.5 text-right">
            <span className="tabular-nums">{formatInteger(source.refusals)}×</span>
            <span className="text-muted-foreground text-xs">{formatDateTime(source.lastAt, timeZone)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
