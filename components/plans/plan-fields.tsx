"use client";
// The fields of a plan.
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import { PlanGatewayFields } from "#components/gateway/plan-gateway-fields.tsx";
import { LimitsEditor } from "#components/limits/limits-editor.tsx";
import { PerRequestEditor } from "#components/limits/per-request-editor.tsx";
import type { PlanFormValues } from "#components/plans/plan-form.ts";
import { UsagePricesEditor } from "#components/plans/usage-prices-editor.tsx";
import { Field } from "#components/ui/field.tsx";
import { Fieldset } from "#components/ui/fieldset.tsx";
import { Input } from "#components/ui/input.tsx";
import { MultiSelect } from "#components/ui/multi-select.tsx";
import type { PlanView, ScopePresetView } from "#lib/plans/view.ts";

export interface PlanFieldsProps {
  values: PlanFormValues;
  onChange: (change: Partial<PlanFormValues>) => void;
  /** Null for a new one, whose slug can still be chosen. */
  plan: PlanView | null;
  presets: ScopePresetView[];
  errorAt: (path: string) => string | undefined;
  gatewayHasErrors: boolean;
}

export function PlanFields(props: PlanFieldsProps) {
  return (
    <>
      <NameFields {...props} />
      <AllowanceFields {...props} />
      <PlanGatewayFields
        value={props.values.gateway}
        onChange={(gateway) => props.onChange({ gateway })}
        errorAt={props.errorAt}
        hasErrors={props.gatewayHasErrors}
      />
      <PriceFields {...props} />
      <LifeFields {...props} />
    </>
  );
}

function NameFields({ values, onChange, plan, errorAt }: PlanFieldsProps) {
  const rename = (name: string) => {
    const follows = !plan && values.slug === slugOf(values.name);
    onChange(follows ? { name, slug: slugOf(name) } : { name });
  };
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" required error={errorAt("name")}>
          <Input value={values.name} maxLength={120} onChange={(event) => rename(event.target.value)} />
        </Field>
        <Field
          label="Slug"
          required
          description={plan ? "Scripts rely on it; it stays." : "What scripts call it."}
          error={errorAt("slug")}
        >
          <Input
            className="font-mono"
            disabled={plan !== null}
            value={values.slug}
            spellCheck={false}
            autoCapitalize="none"
            onChange={(event) => onChange({ slug: event.target.value })}
          />
        </Field>
      </div>
      <Field label="Description" hint="Optional" error={errorAt("description")}>
        <Input
          value={values.description}
          maxLength={500}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </Field>
    </>
  );
}

function AllowanceFields({ values, onChange, presets, errorAt }: PlanFieldsProps) {
  return (
    <>
      <Field
        label="Scopes of a key"
        description="What a key may do unless it has scopes of its own. Empty: nothing that asks for a scope."
        error={errorAt("scopes")}
      >
        <MultiSelect
          creatable
          options={[...new Set(presets.flatMap((preset) => preset.scopes))]}
          value={values.scopes}
          onValueChange={(scopes) => onChange({ scopes })}
          placeholder="logs:write"
          emptyText="Type a scope such as logs:write."
        />
      </Field>
      <Fieldset legend="Limits of a key" error={errorAt("limits")}>
        <LimitsEditor
          sharing
          value={values.limits}
          onChange={(limits) => onChange({ limits })}
          errorAt={(path) => errorAt(`limits.${path}`)}
        />
      </Fieldset>
      <Fieldset legend="Most in one call" error={errorAt("perRequest")}>
        <PerRequestEditor
          value={values.perRequest}
          onChange={(perRequest) => onChange({ perRequest })}
          errorAt={(meter) => (meter ? errorAt(`perRequest.${meter}`) : undefined)}
        />
      </Fieldset>
    </>
  );
}

function PriceFields({ values, onChange, errorAt }: PlanFieldsProps) {
  return (
    <>
      <Field
        label="Price of a month, in dollars"
        description="Asked for whatever is used; 0 for none."
        error={errorAt("monthlyMicros") && "Give dollars from 0 to 1,000,000, with at most six decimals."}
        className="max-w-60"
      >
        <Input
          inputMode="decimal"
          value={values.monthlyDollars}
          onChange={(event) => onChange({ monthlyDollars: event.target.value })}
        />
      </Field>
      <Fieldset
        legend="Included each month"
        description="What the price of a month covers: cost in dollars, all else in units."
        error={errorAt("included")}
      >
        <PerRequestEditor
          value={values.included}
          onChange={(included) => onChange({ included })}
          errorAt={(meter) => (meter ? errorAt(`included.${meter}`) : undefined)}
          addLabel="Add an amount"
          maxLabel="Amount"
        />
      </Fieldset>
      <Fieldset
        legend="Prices of usage"
        description="What is used beyond that, in live environments: requests, tokens, cost (the dollars that the platform’s own provider keys spend), or a meter of yours. A meter without a price costs nothing."
        error={errorAt("usagePrices")}
      >
        <UsagePricesEditor
          value={values.usagePrices}
          onChange={(usagePrices) => onChange({ usagePrices })}
          errorAt={(path) => (path ? errorAt(`usagePrices.${path}`) : undefined)}
        />
      </Fieldset>
    </>
  );
}

function LifeFields({ values, onChange, plan, errorAt }: PlanFieldsProps) {
  return (
    <>
      <Field label="Longest life of a key, in days" error={errorAt("maxExpiryDays")} className="max-w-60">
        <Input
          type="number"
          min={1}
          max={365}
          inputMode="numeric"
          value={values.maxExpiryDays}
          onChange={(event) => onChange({ maxExpiryDays: event.target.value })}
        />
      </Field>
      <CheckboxLine
        checked={values.allowsNeverExpiring}
        onChange={(allowsNeverExpiring) => onChange({ allowsNeverExpiring })}
        label="Keys may live without end"
        description="Otherwise every key must end within the days above."
      />
      <Field
        label="While the database is away, accept known keys for (minutes)"
        hint="As they were last known: what was revoked in the meantime is found out afterwards. 0 refuses at once."
        error={errorAt("staleOkSeconds")}
        className="max-w-60"
      >
        <Input
          type="number"
          min={0}
          max={1440}
          step="any"
          inputMode="decimal"
          value={values.staleOkMinutes}
          onChange={(event) => onChange({ staleOkMinutes: event.target.value })}
        />
      </Field>
      <CheckboxLine
        checked={values.isDefault}
        disabled={plan?.isDefault}
        onChange={(isDefault) => onChange({ isDefault })}
        label="Default plan"
        description={
          plan?.isDefault
            ? "To change that, make another plan the default."
            : "New tenants have it unless another is chosen. The present default stops being it."
        }
      />
    </>
  );
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
}
