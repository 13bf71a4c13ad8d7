"use client";
// A form that changes a key: sends what it was told to, shows what is wrong at its field, and says when it is saved.
import { useForm } from "react-hook-form";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { controlOf, formOf, type KeyFormValues, MetadataError } from "#components/keys/form/key-form.ts";
import { type KeyActions, placeOf } from "#components/keys/key-actions.ts";
import { toast } from "#components/ui/toast.ts";
import type { UpdateKeyInput } from "#lib/keys/schemas.ts";
import type { KeyView } from "#lib/keys/view.ts";

export function useKeyEdit(
  view: KeyView,
  update: KeyActions["update"],
  inputOf: (values: KeyFormValues) => Omit<UpdateKeyInput, "keyId">,
) {
  const form = useForm<KeyFormValues>({ defaultValues: formOf(view) });
  const errors = useServerErrors();
  const { pending, run } = useAct(update);
  const submit = form.handleSubmit(async (values) => {
    errors.clear();
    try {
      const result = await run(placeOf(view), { keyId: view.id, ...inputOf(values) });
      if (!result.ok) return errors.show(result.error, controlOf);
      form.reset(formOf(result.data));
      toast.success("Saved");
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      errors.showAt("metadata", error.message);
    }
  });
  return { form, errors, pending, submit, dirty: form.formState.isDirty };
}
