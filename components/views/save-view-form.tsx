"use client";
// A name for what the page shows, and whether others have it too.
import { type FormEvent, useState } from "react";
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import { useAct } from "#components/form/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ViewsDialogProps } from "#components/views/views-dialog.tsx";

type Props = Pick<ViewsDialogProps, "screen" | "place" | "search" | "actions" | "onClose">;

export function SaveViewForm({ screen, place, search, actions, onClose }: Props) {
  const { pending, run } = useAct(actions.create);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await run(place, { screen, name, search, shared });
    if (!result.ok) return setError(result.error.fields?.name ?? result.error.message);
    toast.success(`Saved as “${result.data.name}”`);
    onClose();
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-2.5">
      <Field label="Save what is shown as" error={error}>
        <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <CheckboxLine
          checked={shared}
          onChange={setShared}
          label={place === "platform" ? "Share with all staff" : "Share with everybody in this workspace"}
        />
        <Button type="submit" pending={pending} className="max-sm:h-10">
          Save view
        </Button>
      </div>
    </form>
  );
}
