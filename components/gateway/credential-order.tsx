"use client";
// Which of the tenant's provider keys pay for calls, and in which order: the first pays, the others when it cannot.
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Fieldset } from "#components/ui/fieldset.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { Id } from "#lib/shared/ids.ts";

/** A provider key as it is chosen. */
export interface CredentialChoice {
  id: string;
  /** "own (OpenAI, …4f2a)". */
  name: string;
}

interface CredentialOrderProps {
  value: readonly Id<"cred">[];
  choices: readonly CredentialChoice[];
  onChange: (value: Id<"cred">[]) => void;
  error: string | undefined;
}

export function CredentialOrder({ value, choices, onChange, error }: CredentialOrderProps) {
  const others = choices.filter(({ id }) => !value.some((chosen) => chosen === id));
  const nameOf = (id: string) => choices.find((choice) => choice.id === id)?.name ?? `${id} (removed)`;
  const swap = (index: number, by: -1 | 1) => {
    const moved = [...value];
    moved.splice(index + by, 0, ...moved.splice(index, 1));
    onChange(moved);
  };
  return (
    <Fieldset
      legend="Provider keys"
      description={
        value.length === 0
          ? "All that there are for the model's provider, the newest first."
          : "These alone, in this order: the next one pays when one cannot be reached or is out of its rate."
      }
      error={error ?? null}
    >
      {value.length > 0 ? (
        <ol className="grid gap-1.5">
          {value.map((id, index) => (
            <li key={id} className="flex items-center gap-1 rounded-md border border-border py-1 pr-1 pl-3">
              <span className="min-w-0 flex-1 truncate text-ui">
                {index + 1}. {nameOf(id)}
              </span>
              <Move name={nameOf(id)} to="up" disabled={index === 0} onClick={() => swap(index, -1)} />
              <Move
                name={nameOf(id)}
                to="down"
                disabled={index === value.length - 1}
                onClick={() => swap(index, 1)}
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Leave out ${nameOf(id)}`}
                onClick={() => onChange(value.filter((each) => each !== id))}
              >
                <X aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ol>
      ) : null}
      {others.length > 0 ? (
        <NativeSelect
          aria-label="Add a provider key"
          value=""
          onChange={(event) => onChange([...value, event.target.value as Id<"cred">])}
        >
          <option value="">{value.length === 0 ? "Choose keys and their order…" : "Add another…"}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      ) : null}
    </Fieldset>
  );
}

function Move(props: { name: string; to: "up" | "down"; disabled: boolean; onClick: () => void }) {
  const Arrow = props.to === "up" ? ArrowUp : ArrowDown;
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={`Move ${props.name} ${props.to}`}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      <Arrow aria-hidden="true" />
    </Button>
  );
}
