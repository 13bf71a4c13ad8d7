"use client";
// Changes what a key may spend.
import { FormMessage } from "#components/form/form-message.tsx";
import { LimitFields } from "#components/keys/form/advanced-fields.tsx";
import { type PlanDefaults, sharedInput } from "#components/keys/form/key-form.ts";
import { useKeyEdit } from "#components/keys/form/use-key-edit.ts";
import type { KeyActions } from "#components/keys/key-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardFooter, CardHeader } from "#components/ui/card.tsx";
import type { KeyView } from "#lib/keys/view.ts";

export interface KeyEditProps {
  view: KeyView;
  plan: PlanDefaults;
  actions: KeyActions;
}

export default function LimitsForm({ view, plan, actions }: KeyEditProps) {
  const { form, errors, pending, submit, dirty } = useKeyEdit(view, actions.update, (values) => {
    const { limits, perRequest } = sharedInput(values);
    return { limits, perRequest };
  });
  return (
    <form ref={errors.formRef} noValidate onSubmit={submit}>
      <Card>
        <CardHeader
          title="What it may spend"
          description="Changes take effect within a second, on every node."
        />
        <CardContent className="grid gap-6">
          <LimitFields form={form} errors={errors} plan={plan} />
          <FormMessage>{errors.message}</FormMessage>
        </CardContent>
        <CardFooter>
          <span>{dirty ? "Not saved yet." : ""}</span>
          <Button type="submit" pending={pending} disabled={!dirty} className="max-sm:h-10">
            Save limits
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
