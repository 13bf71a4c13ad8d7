"use client";
// Scopes: what the plan grants, a preset, or a list of one's own.
import type { PlanDefaults } from "#components/keys/form/key-form.ts";
import { Field } from "#components/ui/field.tsx";
import { MultiSelect } from "#components/ui/multi-select.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { ScopePresetView } from "#lib/plans/view.ts";

export interface ScopesFieldProps {
  value: string[] | null;
  onChange: (value: string[] | null) => void;
  plan: PlanDefaults;
  presets: ScopePresetView[];
  /** Scopes already in use, to choose from. */
  known?: string[];
  error?: string;
}

const PLAN = "plan";
const OWN = "own";

export function ScopesField({ value, onChange, plan, presets, known = [], error }: ScopesFieldProps) {
  const choice = choiceOf(value, presets);
  const choose = (next: string) => {
    if (next === PLAN) onChange(null);
    else if (next === OWN) onChange(value ?? [...plan.scopes]);
    else onChange([...(presets.find((preset) => preset.name === next)?.scopes ?? [])]);
  };
  const options = [...new Set([...presets.flatMap((preset) => preset.scopes), ...plan.scopes, ...known])];
  return (
    <Field label="Scopes" error={error} description={explain(choice, plan, presets)}>
      <div className="grid gap-2">
        <Segmented
          label="Scopes from"
          className="max-w-full overflow-x-auto justify-self-start max-sm:h-10 max-sm:[&_label]:h-9"
          value={choice}
          onValueChange={choose}
          segments={[
            { value: PLAN, label: "Plan" },
            ...presets.map((preset) => ({ value: preset.name, label: titled(preset.name) })),
            { value: OWN, label: "Own" },
          ]}
        />
        {value === null ? null : (
          <MultiSelect
            creatable
            options={options}
            value={value}
            onValueChange={onChange}
            placeholder="logs:write"
            emptyText="Type a scope such as logs:write."
          />
        )}
      </div>
    </Field>
  );
}

function choiceOf(value: string[] | null, presets: ScopePresetView[]): string {
  if (value === null) return PLAN;
  const wanted = [...value].sort().join(" ");
  return presets.find((preset) => [...preset.scopes].sort().join(" ") === wanted)?.name ?? OWN;
}

function explain(choice: string, plan: PlanDefaults, presets: ScopePresetView[]): string {
  if (choice === PLAN && plan.scopes.length === 0)
    return `The ${plan.name} plan grants none: the key is good where no scope is asked for.`;
  if (choice === PLAN) return `The ${plan.name} plan grants ${plan.scopes.join(", ")}.`;
  const preset = presets.find((each) => each.name === choice);
  return preset?.description ?? "resource:action, resource:* or *. Type to add one.";
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
