"use client";
// The opened filter menu. Values are asked for when a dimension is chosen: the busiest of the time that is shown.
import { ChevronLeft, ChevronRight } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { type Act, attempt } from "#components/form/act.ts";
import { useGo } from "#components/shell/go-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeCheckbox } from "#components/ui/native-checkbox.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { DimensionName } from "#components/usage/dimensions.ts";
import { formatCompact } from "#lib/shared/format.ts";
import type { UsageQuestionInput } from "#lib/usage/schemas.ts";
import type { UsageTopView } from "#lib/usage/top.ts";
import type { Place } from "#lib/web/place.ts";

export type TopAct = Act<UsageQuestionInput & { by: DimensionName; most?: number }, UsageTopView>;

export interface FilterPanelProps {
  place: Place;
  top: TopAct;
  /** Of each dimension, what to ask for its values with: the filters of the others. */
  choices: { name: DimensionName; param: string; label: string; question: UsageQuestionInput }[];
  onDone: () => void;
}

type Choice = FilterPanelProps["choices"][number];

export default function FilterPanel(props: FilterPanelProps) {
  const [chosen, setChosen] = useState<Choice | null>(null);
  if (chosen) return <Values {...props} choice={chosen} onBack={() => setChosen(null)} />;
  return (
    <ul className="grid">
      {props.choices.map((choice) => (
        <li key={choice.name}>
          <button
            type="button"
            onClick={() => setChosen(choice)}
            className="flex w-full items-center justify-between rounded-md px-2 py-1.5 text-left text-ui hover:bg-muted"
          >
            {choice.label}
            <ChevronRight aria-hidden="true" className="size-4 text-muted-foreground" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Values(props: FilterPanelProps & { choice: Choice; onBack: () => void }) {
  const { choice, onDone } = props;
  const search = useSearchParams();
  const path = usePathname();
  const go = useGo();
  const [wanted, setWanted] = useState(() => (search.get(choice.param) ?? "").split(",").filter(Boolean));
  const [words, setWords] = useState("");
  const items = useValues(props);
  const single = choice.name === "environment" || choice.name === "legacy";
  const toggle = (key: string, on: boolean) =>
    setWanted(single ? (on ? [key] : []) : on ? [...wanted, key] : wanted.filter((each) => each !== key));
  const apply = () => {
    const next = new URLSearchParams(search);
    if (wanted.length > 0) next.set(choice.param, wanted.join(","));
    else next.delete(choice.param);
    onDone();
    go(`${path}?${next}`);
  };
  const shown = items?.filter(({ label, detail }) =>
    `${label} ${detail ?? ""}`.toLowerCase().includes(words.toLowerCase()),
  );
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{choice.label}</legend>
      <div className="flex items-center gap-1">
        <Button variant="ghost" size="icon-sm" aria-label="Back to all filters" onClick={props.onBack}>
          <ChevronLeft />
        </Button>
        <Input
          aria-label={`Find ${choice.label.toLowerCase()}`}
          placeholder={choice.label}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          className="h-7"
        />
      </div>
      <div className="scroll-thin grid max-h-64 content-start overflow-y-auto">
        {shown ? null : <Skeleton className="m-2 h-24" />}
        {shown?.length === 0 ? (
          <p className="px-2 py-4 text-center text-muted-foreground text-xs">
            None in the time that is shown.
          </p>
        ) : null}
        {shown?.map(({ key, label, detail, calls }) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control
          <label
            key={key}
            className="flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 text-ui hover:bg-muted"
          >
            <NativeCheckbox
              checked={wanted.includes(key)}
              onChange={(event) => toggle(key, event.target.checked)}
            />
            <span className="min-w-0 flex-1 truncate">
              {label}
              {detail ? <span className="text-muted-foreground text-xs"> · {detail}</span> : null}
            </span>
            <span className="text-muted-foreground text-xs tabular-nums">{formatCompact(calls)}</span>
          </label>
        ))}
      </div>
      <Button size="sm" className="max-sm:h-10" onClick={apply}>
        Apply
      </Button>
    </fieldset>
  );
}

/** The values of a dimension, largest first; undefined while they come, none when they cannot be had. */
function useValues({ place, top, choice }: FilterPanelProps & { choice: Choice }) {
  const [items, setItems] = useState<UsageTopView["items"]>();
  useEffect(() => {
    let current = true;
    void attempt(top, place, { ...choice.question, by: choice.name, most: 50 }).then((answer) => {
      if (current) setItems(answer.ok ? answer.data.items : []);
    });
    return () => {
      current = false;
    };
  }, [place, top, choice]);
  return items;
}
