"use client";
// Changes what a tenant is called and in which zone its days begin.
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { TimeZoneField } from "#components/form/time-zone-field.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import type { TenantActions } from "#components/tenants/tenant-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import type { TenantView } from "#lib/tenants/view.ts";

export interface TenantSettingsFormProps {
  view: TenantView;
  update: TenantActions["update"];
}

export default function TenantSettingsForm({ view, update }: TenantSettingsFormProps) {
  const errors = useServerErrors();
  const { pending, run } = useAct(update);
  const [name, setName] = useState(view.name);
  const [timeZone, setTimeZone] = useState(view.timeZone);
  const dirty = name !== view.name || timeZone !== view.timeZone;
  const save = async () => {
    errors.clear();
    const result = await run({ tenant: view.clientId }, { name, timeZone });
    if (!result.ok) return errors.show(result.error);
    toast.success("Saved");
  };
  return (
    <form
      ref={errors.formRef}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card>
        <CardHeader title="General" />
        <CardContent className="grid gap-5">
          <Field label="Name" required error={errors.at("name")}>
            <Input
              value={name}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <TimeZoneField
            value={timeZone}
            onChange={setTimeZone}
            description="Where days begin on charts, for everybody who has not chosen another zone."
            error={errors.at("timeZone")}
          />
          <FormMessage>{errors.message}</FormMessage>
        </CardContent>
        <CardFooter>
          <span>{dirty ? "Not saved yet." : ""}</span>
          <Button type="submit" pending={pending} disabled={!dirty} className="max-sm:h-10">
            Save
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
