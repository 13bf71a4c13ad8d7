// What narrows the page, in the order in which people take usage apart. A name leads back to that step, a cross takes
// its filter away.
import { ChevronRight, X } from "lucide-react";
import { GoLink } from "#components/shell/go-link.tsx";
import { hrefWith, valuesOf } from "#components/usage/address.ts";
import {
  DIMENSION_NAMES,
  DIMENSIONS,
  type DimensionName,
  FILTER_PARAMS,
} from "#components/usage/dimensions.ts";
import type { Explorer } from "#components/usage/explorer.ts";
import type { ValueNames } from "#components/usage/value-names.ts";

export function FilterChips({ explorer, names }: { explorer: Explorer; names: ValueNames }) {
  const { address, platform } = explorer;
  const set = DIMENSION_NAMES.filter(
    (name) => (platform || name !== "tenant") && valuesOf(address, DIMENSIONS[name].param).length > 0,
  );
  if (set.length === 0) return null;
  const nothing = Object.fromEntries(FILTER_PARAMS.map((param) => [param, null]));
  return (
    <nav aria-label="Filters" className="flex flex-wrap items-center gap-x-1 gap-y-1.5">
      <GoLink
        href={hrefWith(address, nothing)}
        className="rounded-md px-1.5 py-1 text-muted-foreground text-xs hover:bg-muted hover:text-foreground"
      >
        All usage
      </GoLink>
      {set.map((name, index) => (
        <Chip key={name} name={name} explorer={explorer} names={names} later={set.slice(index + 1)} />
      ))}
    </nav>
  );
}

function Chip(props: { name: DimensionName; explorer: Explorer; names: ValueNames; later: DimensionName[] }) {
  const { name, later } = props;
  const { address } = props.explorer;
  const { param, one } = DIMENSIONS[name];
  const values = valuesOf(address, param).map((value) => props.names[name]?.[value] ?? value);
  const shown = values.length > 2 ? `${values.length} of them` : values.join(" or ");
  const back = Object.fromEntries(later.map((each) => [DIMENSIONS[each].param, null]));
  return (
    <>
      <ChevronRight aria-hidden="true" className="size-3.5 text-muted-foreground/70" />
      <span className="inline-flex min-w-0 max-w-full items-center rounded-md border border-primary/30 bg-brand-soft text-brand-soft-foreground text-xs">
        <GoLink
          href={hrefWith(address, back)}
          title={values.join(", ")}
          className="inline-flex min-w-0 gap-1 rounded-l-md py-1 pl-2 hover:underline"
        >
          <span className="shrink-0 opacity-80">{one}:</span>
          <span className="max-w-52 truncate font-medium">{shown}</span>
        </GoLink>
        <GoLink
          href={hrefWith(address, { [param]: null })}
          aria-label={`Take the filter ${one} ${shown} away`}
          className="ml-0.5 inline-flex size-6 shrink-0 items-center justify-center rounded-r-md hover:bg-primary/15"
        >
          <X aria-hidden="true" className="size-3.5" />
        </GoLink>
      </span>
    </>
  );
}
