"use client";
// How a person is called, and in which time zone they read.
import { useFormAct } from "#components/auth/use-form-act.ts";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Profile } from "#lib/auth/change-profile.ts";

export interface ProfileCardProps extends Profile {
  /** IANA names. */
  zones: string[];
  act: Act<Profile, Profile>;
}

export function ProfileCard({ name, timeZone, zones, act }: ProfileCardProps) {
  const { pending, errors, onSubmit } = useFormAct(act, {
    input: (field) => ({ name: field("name"), timeZone: field("timeZone") || null }),
    onDone: () => void toast.success("Profile saved"),
  });
  return (
    <Card>
      <CardHeader title="Profile" />
      <CardContent>
        <form className="grid gap-4 sm:grid-cols-2" onSubmit={onSubmit} noValidate>
          <Field label="Name" error={errors.at("name")}>
            <Input name="name" defaultValue={name} autoComplete="name" maxLength={120} />
          </Field>
          <Field
            label="Time zone"
            error={errors.at("timeZone")}
            description="Charts and tables use it everywhere."
          >
            <NativeSelect name="timeZone" defaultValue={timeZone ?? ""}>
              <option value="">As the workspace has it</option>
              {[...new Set([...(timeZone ? [timeZone] : []), ...zones])].map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </NativeSelect>
          </Field>
          <div className="grid justify-items-start gap-3 sm:col-span-2">
            <FormMessage>{errors.message}</FormMessage>
            <Button type="submit" pending={pending}>
              Save profile
            </Button>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}
