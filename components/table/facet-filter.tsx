"use client";
// A filter with several choices, in the address as a comma-separated parameter.
import { PlusCircle } from "lucide-react";
import { PopoverButton } from "#components/overlay/popover-button.tsx";
import { useListParam } from "#components/table/list-params.ts";
import { Button } from "#components/ui/button.tsx";
import { NativeCheckbox } from "#components/ui/native-checkbox.tsx";
import { formatInteger } from "#lib/shared/format.ts";

export interface Facet {
  /** Name of the parameter. */
  param: string;
  label: string;
  options: { value: string; label: string; count?: number }[];
}

export function FacetFilter({ facet }: { facet: Facet }) {
  const [value, setValue] = useListParam(facet.param);
  const chosen = value?.split(",").filter(Boolean) ?? [];
  const toggle = (option: string, on: boolean) => {
    const next = on ? [...chosen, option] : chosen.filter((each) => each !== option);
    setValue(next.length ? next.join(",") : null);
  };
  return (
    <PopoverButton
      label={facet.label}
      panelClassName="w-56 p-1"
      className={chosen.length ? "border-primary/50!" : "border-dashed!"}
      trigger={
        <>
          <PlusCircle className="text-muted-foreground" />
          {facet.label}
          {chosen.length ? (
            <span className="border-l pl-1.5 text-primary">{chosenText(facet, chosen)}</span>
          ) : null}
        </>
      }
    >
      {() => (
        <fieldset className="grid">
          <legend className="sr-only">{facet.label}</legend>
          {facet.options.map((option) => (
            // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control
            <label
              key={option.value}
              className="flex items-center gap-2 rounded-md px-2 py-1.5 text-ui hover:bg-muted"
            >
              <NativeCheckbox
                checked={chosen.includes(option.value)}
                onChange={(event) => toggle(option.value, event.target.checked)}
              />
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              {option.count === undefined ? null : (
                <span className="text-muted-foreground text-xs tabular-nums">
                  {formatInteger(option.count)}
                </span>
              )}
            </label>
          ))}
          {chosen.length ? (
            <Button variant="ghost" size="sm" className="mt-1" onClick={() => setValue(null)}>
              Clear
            </Button>
          ) : null}
        </fieldset>
      )}
    </PopoverButton>
  );
}

function chosenText(facet: Facet, chosen: string[]): string {
  if (chosen.length > 1) return `${chosen.length}`;
  return facet.options.find((option) => option.value === chosen[0])?.label ?? chosen[0] ?? "";
}
