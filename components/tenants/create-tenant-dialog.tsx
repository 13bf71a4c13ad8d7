"use client";
// Makes a tenant and, when an address is given, invites its owner.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { attempt } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { ownTimeZone, TimeZoneField } from "#components/form/time-zone-field.tsx";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { suggestClientId } from "#components/tenants/client-id.ts";
import type { TenantActions } from "#components/tenants/tenant-actions.ts";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { toast } from "#components/ui/toast.ts";
import type { PlanView } from "#lib/plans/view.ts";

export interface CreateTenantDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  plans: PlanView[];
  actions: Pick<TenantActions, "create" | "invite">;
}

export default function CreateTenantDialog(props: CreateTenantDialogProps) {
  return (
    <Dialog open={props.open} disablePointerDismissal onOpenChange={props.onOpenChange}>
      <DialogContent>
        <DialogHeader
          title="Create a tenant"
          description="One customer, with keys, members and numbers of its own."
        />
        <CreateTenantForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function CreateTenantForm({ plans, actions }: CreateTenantDialogProps) {
  const router = useRouter();
  const errors = useServerErrors();
  const [pending, setPending] = useState(false);
  const [name, setName] = useState("");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [plan, setPlan] = useState(plans.find((each) => each.isDefault)?.slug ?? plans[0]?.slug ?? "");
  const [timeZone, setTimeZone] = useState(ownTimeZone);
  const [ownerEmail, setOwnerEmail] = useState("");
  const clientId = chosenId ?? suggestClientId(name);

  const submit = async () => {
    errors.clear();
    setPending(true);
    const result = await attempt(actions.create, "platform", { name, clientId, plan, timeZone });
    if (!result.ok) {
      setPending(false);
      return errors.show(result.error);
    }
    if (ownerEmail.trim()) await invite(result.data.clientId);
    router.push(`/admin/tenants/${result.data.clientId}`);
  };
  const invite = async (tenant: string) => {
    const email = ownerEmail.trim();
    const invited = await attempt(actions.invite, { tenant }, { email, role: "owner" });
    if (invited.ok) toast.success(`${email} is invited as owner`);
    else
      toast.error("The tenant is made, but its owner could not be invited", {
        description: invited.error.message,
      });
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
      <DialogBody>
        <Field label="Name" required error={errors.at("name")}>
          <Input
            value={name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field
          label="Client id"
          required
          description="What your services receive. It is never changed and never given to another."
          error={errors.at("clientId")}
        >
          <Input
            className="font-mono"
            value={clientId}
            maxLength={63}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="acme_corp"
            onChange={(event) => setChosenId(event.target.value)}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Plan" error={errors.at("plan")}>
            <NativeSelect value={plan} onChange={(event) => setPlan(event.target.value)}>
              {plans.map((each) => (
                <option key={each.slug} value={each.slug}>
                  {each.name}
                </option>
              ))}
            </NativeSelect>
          </Field>
          <TimeZoneField value={timeZone} onChange={setTimeZone} error={errors.at("timeZone")} />
        </div>
        <Field
          label="Owner’s e-mail"
          hint="Optional"
          description="They get a link with which they sign in and look after the tenant themselves."
          error={errors.at("email")}
        >
          <Input
            type="email"
            autoComplete="off"
            value={ownerEmail}
            onChange={(event) => setOwnerEmail(event.target.value)}
          />
        </Field>
        <FormMessage>{errors.message}</FormMessage>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
        <Button type="submit" pending={pending} className="max-sm:h-10">
          Create tenant
        </Button>
      </DialogFooter>
    </form>
  );
}
