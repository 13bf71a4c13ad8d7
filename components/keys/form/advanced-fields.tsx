"use client";
// The rarer fields of a key: owner, limits, maxima, addresses, tags, metadata, marks.
import { Controller } from "react-hook-form";
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import type { KeyFieldsProps } from "#components/keys/form/key-fields.tsx";
import { LimitsField, PerRequestField } from "#components/keys/form/limits-field.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { MultiSelect } from "#components/ui/multi-select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

type Props = Pick<KeyFieldsProps, "form" | "errors" | "plan">;

export function LimitFields({ form, errors, plan }: Props) {
  return (
    <>
      <Controller
        control={form.control}
        name="limits"
        render={({ field }) => (
          <LimitsField value={field.value} onChange={field.onChange} plan={plan} errorAt={errors.at} />
        )}
      />
      <Controller
        control={form.control}
        name="perRequest"
        render={({ field }) => (
          <PerRequestField value={field.value} onChange={field.onChange} plan={plan} errorAt={errors.at} />
        )}
      />
    </>
  );
}

export function DetailFields({ form, errors }: Props) {
  return (
    <>
      <Field
        label="Owner’s e-mail"
        hint="Optional"
        description="Who is asked about this key, and told before it expires."
        error={errors.at("ownerEmail")}
      >
        <Input
          {...form.register("ownerEmail")}
          type="email"
          autoComplete="off"
          placeholder="dana@example.com"
        />
      </Field>
      <Field
        label="Allowed addresses"
        hint="Optional"
        description="Addresses and CIDR blocks, one a line. Empty: from anywhere."
        error={errors.at("ipAllow")}
      >
        <Textarea
          {...form.register("ipAllow")}
          spellCheck={false}
          className="font-mono"
          placeholder={"203.0.113.0/24\n2001:db8::/32"}
        />
      </Field>
      <Controller
        control={form.control}
        name="tags"
        render={({ field }) => (
          <Field label="Tags" hint="Optional" description="To find and filter by." error={errors.at("tags")}>
            <MultiSelect
              creatable
              options={[]}
              value={field.value}
              onValueChange={field.onChange}
              placeholder="eu"
              emptyText="Type a tag."
            />
          </Field>
        )}
      />
      <Field
        label="Metadata"
        hint="Optional"
        description="A JSON object that every verification of the key hands to your service."
        error={errors.at("metadata")}
      >
        <Textarea
          {...form.register("metadata")}
          spellCheck={false}
          className="font-mono"
          placeholder='{"team": "growth"}'
        />
      </Field>
      <Controller
        control={form.control}
        name="demo"
        render={({ field }) => (
          <CheckboxLine
            checked={field.value}
            onChange={field.onChange}
            label="Demo key"
            description="Published on purpose, for people who try the API. Marked so in lists and answers."
          />
        )}
      />
      <Controller
        control={form.control}
        name="legacy"
        render={({ field }) => (
          <CheckboxLine
            checked={field.value}
            onChange={field.onChange}
            label="Legacy key"
            description="From an earlier system, to be replaced: one that everybody shared, for example. Its calls are counted apart."
          />
        )}
      />
    </>
  );
}
