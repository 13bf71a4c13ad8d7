// Limits to read, one sentence each.
import { limitNote, limitText } from "#components/limits/limit-text.ts";
import { formatInteger } from "#lib/shared/format.ts";
import type { Limit, PerRequest } from "#lib/shared/limits.ts";

export function LimitList(props: { limits: Limit[]; perRequest?: PerRequest; emptyText?: string }) {
  const maxima = Object.entries(props.perRequest ?? {});
  if (props.limits.length === 0 && maxima.length === 0)
    return <p className="text-muted-foreground text-ui">{props.emptyText ?? "No limits."}</p>;
  return (
    <ul className="grid gap-1 text-ui">
      {props.limits.map((limit) => (
        <li key={limit.name}>
          {limitText(limit)}
          {limitNote(limit) ? <span className="text-muted-foreground"> · {limitNote(limit)}</span> : null}
        </li>
      ))}
      {maxima.map(([meter, max]) => (
        <li key={meter}>
          at most {formatInteger(max)} {meter} in one call
        </li>
      ))}
    </ul>
  );
}
