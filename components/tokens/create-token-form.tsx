"use client";
// Asks what a new service token is for and what it may do.
import { useState } from "react";
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import type { CreateTokenDialogProps } from "#components/tokens/create-token-dialog.tsx";
import { permissionGroups } from "#components/tokens/permission-groups.ts";
import { Button } from "#components/ui/button.tsx";
import { DialogBody, DialogClose, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Fieldset } from "#components/ui/fieldset.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { Permission } from "#lib/shared/permissions.ts";
import type { TokenWithSecret } from "#lib/tokens/view.ts";

const LIVES = [
  { value: "", label: "Never" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
];

type Props = Omit<CreateTokenDialogProps, "open" | "onOpenChange"> & {
  onCreated: (token: TokenWithSecret) => void;
};

export function CreateTokenForm({ place, allowed, create, onCreated }: Props) {
  const errors = useServerErrors();
  const { pending, run } = useAct(create);
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<Permission[]>(["keys:verify"]);
  const [days, setDays] = useState("");
  const submit = async () => {
    errors.clear();
    const result = await run(place, {
      name,
      permissions: chosen,
      expiresInDays: days ? Number(days) : null,
    });
    if (result.ok) onCreated(result.data);
    else errors.show(result.error, (path) => path.replace(/^permissions\..*/, "permissions"));
  };
  return (
    <form
      ref={errors.formRef}
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DialogBody className="gap-5">
        <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
          <Field label="Name" required description="The service that will use it." error={errors.at("name")}>
            <Input
              value={name}
              maxLength={120}
              autoComplete="off"
              placeholder="orders service"
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field label="Expires" error={errors.at("expiresInDays")}>
            <NativeSelect value={days} onChange={(event) => setDays(event.target.value)}>
              {LIVES.map((life) => (
                <option key={life.value} value={life.value}>
                  {life.label}
                </option>
              ))}
            </NativeSelect>
          </Field>
        </div>
        <PermissionBoxes
          allowed={allowed}
          chosen={chosen}
          onChange={setChosen}
          error={errors.at("permissions")}
        />
        <FormMessage>{errors.message}</FormMessage>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
        <Button type="submit" pending={pending} className="max-sm:h-10">
          Create token
        </Button>
      </DialogFooter>
    </form>
  );
}

function PermissionBoxes(props: {
  allowed: readonly Permission[];
  chosen: Permission[];
  onChange: (chosen: Permission[]) => void;
  error?: string;
}) {
  const { chosen, onChange } = props;
  const toggle = (name: Permission, on: boolean) =>
    onChange(on ? [...chosen, name] : chosen.filter((each) => each !== name));
  return (
    <div className="grid gap-4">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        {permissionGroups(props.allowed).map((group) => (
          <Fieldset key={group.title} legend={group.title}>
            {group.permissions.map(({ name, meaning }) => (
              <CheckboxLine
                key={name}
                checked={chosen.includes(name)}
                onChange={(on) => toggle(name, on)}
                label={<code className="font-mono text-xs">{name}</code>}
                description={meaning}
              />
            ))}
          </Fieldset>
        ))}
      </div>
      <FormMessage>{props.error ?? null}</FormMessage>
    </div>
  );
}
