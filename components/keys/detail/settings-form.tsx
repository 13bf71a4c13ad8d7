"use client";
// Changes what a key is called, what it may do, from where, and until when.
import { FormMessage } from "#components/form/form-message.tsx";
import type { KeyEditProps } from "#components/keys/detail/limits-form.tsx";
import { DetailFields } from "#components/keys/form/advanced-fields.tsx";
import { expiryInput } from "#components/keys/form/expiry.ts";
import { KeyExpiryField, KeyScopesField, NameField } from "#components/keys/form/key-fields.tsx";
import { sharedInput } from "#components/keys/form/key-form.ts";
import { useKeyEdit } from "#components/keys/form/use-key-edit.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardFooter, CardHeader } from "#components/ui/card.tsx";
import type { ScopePresetView } from "#lib/plans/view.ts";
import { formatDate } from "#lib/shared/format.ts";

export interface SettingsFormProps extends KeyEditProps {
  presets: ScopePresetView[];
  timeZone: string;
}

export default function SettingsForm({ view, plan, presets, actions, timeZone }: SettingsFormProps) {
  const { form, errors, pending, submit, dirty } = useKeyEdit(view, actions.update, (values) => {
    const { limits: _limits, perRequest: _perRequest, ...rest } = sharedInput(values);
    return { ...rest, ...expiryInput(values.expiry) };
  });
  const shared = { form, errors, plan, presets };
  return (
    <form ref={errors.formRef} noValidate onSubmit={submit}>
      <Card>
        <CardHeader title="Settings" description="The environment and the id of a key never change." />
        <CardContent className="grid gap-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <NameField {...shared} />
            <KeyExpiryField
              {...shared}
              keep={
                view.expiresAt ? `As it is (${formatDate(view.expiresAt, timeZone)})` : "As it is (never)"
              }
            />
          </div>
          <KeyScopesField {...shared} />
          <DetailFields {...shared} />
          <FormMessage>{errors.message}</FormMessage>
        </CardContent>
        <CardFooter>
          <span>{dirty ? "Not saved yet." : ""}</span>
          <Button type="submit" pending={pending} disabled={!dirty} className="max-sm:h-10">
            Save settings
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
