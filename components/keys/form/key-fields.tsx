"use client";
// The fields of a key that everybody fills in: name, environment, expiry, scopes.
import { Controller, type UseFormReturn } from "react-hook-form";
import type { ServerErrors } from "#components/form/use-server-errors.ts";
import { ExpiryField } from "#components/keys/form/expiry-field.tsx";
import type { KeyFormValues, PlanDefaults } from "#components/keys/form/key-form.ts";
import { ScopesField } from "#components/keys/form/scopes-field.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { ScopePresetView } from "#lib/plans/view.ts";

export interface KeyFieldsProps {
  form: UseFormReturn<KeyFormValues>;
  errors: ServerErrors;
  plan: PlanDefaults;
  presets: ScopePresetView[];
}

export function NameField({ form, errors }: Pick<KeyFieldsProps, "form" | "errors">) {
  const local = form.formState.errors.name?.message;
  return (
    <Field
      label="Name"
      required
      description="Where it is used: “analytics job”, “checkout, production”."
      error={local ?? errors.at("name")}
    >
      <Input
        {...form.register("name", { validate: (name) => name.trim() !== "" || "Give the key a name." })}
        maxLength={120}
        autoComplete="off"
        placeholder="analytics"
      />
    </Field>
  );
}

export function EnvironmentField({ form }: Pick<KeyFieldsProps, "form">) {
  return (
    <Controller
      control={form.control}
      name="environment"
      render={({ field }) => (
        <div className="grid content-start gap-1.5">
          <span aria-hidden="true" className="font-medium text-ui">
            Environment
          </span>
          <Segmented
            label="Environment"
            className="w-full max-sm:h-10 [&_label]:flex-1 [&_label]:justify-center max-sm:[&_label]:h-9"
            value={field.value}
            onValueChange={field.onChange}
            segments={[
              { value: "live", label: "Live" },
              { value: "test", label: "Test" },
            ]}
          />
          <p className="text-muted-foreground text-xs">
            {field.value === "live" ? "Counts as real traffic." : "Counted apart from live traffic."}
          </p>
        </div>
      )}
    />
  );
}

export function KeyExpiryField({
  form,
  errors,
  plan,
  keep,
}: Omit<KeyFieldsProps, "presets"> & { keep?: string }) {
  return (
    <Controller
      control={form.control}
      name="expiry"
      render={({ field }) => (
        <ExpiryField
          value={field.value}
          onChange={field.onChange}
          policy={plan}
          keep={keep}
          error={errors.at("expiry")}
        />
      )}
    />
  );
}

export function KeyScopesField({ form, errors, plan, presets }: KeyFieldsProps) {
  return (
    <Controller
      control={form.control}
      name="scopes"
      render={({ field }) => (
        <ScopesField
          value={field.value}
          onChange={field.onChange}
          plan={plan}
          presets={presets}
          error={errors.at("scopes")}
        />
      )}
    />
  );
}
