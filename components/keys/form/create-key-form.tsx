"use client";
// Asks what a new key is for. What the server refuses is shown at its field, and nothing that was typed is lost.
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { DetailFields, LimitFields } from "#components/keys/form/advanced-fields.tsx";
import { Disclosure } from "#components/keys/form/disclosure.tsx";
import { defaultExpiry } from "#components/keys/form/expiry.ts";
import {
  EnvironmentField,
  KeyExpiryField,
  KeyScopesField,
  NameField,
} from "#components/keys/form/key-fields.tsx";
import { controlOf, createInput, type KeyFormValues, MetadataError } from "#components/keys/form/key-form.ts";
import { SecretField } from "#components/keys/form/secret-field.tsx";
import { type CreateKeySetup, type TenantChoice, TenantField } from "#components/keys/form/tenant-field.tsx";
import type { KeyActions } from "#components/keys/key-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { DialogBody, DialogClose, DialogFooter } from "#components/ui/dialog.tsx";
import type { KeyWithSecret } from "#lib/keys/view.ts";

export interface CreateKeyFormProps {
  setup: CreateKeySetup;
  create: KeyActions["create"];
  onCreated: (key: KeyWithSecret) => void;
}

const BASIC = new Set(["name", "expiry", "scopes", "tenant", "environment"]);

export function CreateKeyForm({ setup, create, onCreated }: CreateKeyFormProps) {
  const [tenant, setTenant] = useState<TenantChoice | null>(setup.tenant);
  const plan = setup.plans.find((each) => each.id === tenant?.planId) ?? setup.plans[0];
  const [advanced, setAdvanced] = useState(false);
  const errors = useServerErrors();
  const { pending, run } = useAct(create);
  const form = useForm<KeyFormValues>({ defaultValues: emptyForm(plan) });
  if (!plan) return <FormMessage>There is no plan yet. Make one first.</FormMessage>;

  const fail = (path: string, message: string) => {
    errors.showAt(path, message);
    if (!BASIC.has(path)) setAdvanced(true);
  };
  const submit = form.handleSubmit(async (values) => {
    errors.clear();
    if (!tenant) return fail("tenant", "Choose whose key it is.");
    try {
      const result = await run({ tenant: tenant.clientId }, createInput(values));
      if (result.ok) return onCreated(result.data);
      errors.show(result.error, controlOf);
      if (Object.keys(result.error.fields ?? {}).some((path) => !BASIC.has(controlOf(path))))
        setAdvanced(true);
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      fail("metadata", error.message);
    }
  });
  const shared = { form, errors, plan, presets: setup.presets };
  return (
    <form ref={errors.formRef} noValidate onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogBody>
        {setup.findTenants ? (
          <TenantField
            find={setup.findTenants}
            value={tenant}
            onChange={setTenant}
            error={errors.at("tenant")}
          />
        ) : null}
        <NameField {...shared} />
        <div className="grid gap-4 sm:grid-cols-2">
          <EnvironmentField {...shared} />
          <KeyExpiryField {...shared} />
        </div>
        <KeyScopesField {...shared} />
        <Disclosure
          label="Advanced"
          open={advanced}
          onOpenChange={setAdvanced}
          hint="Limits, owner, addresses, tags, metadata"
        >
          <LimitFields {...shared} />
          <DetailFields {...shared} />
          <Controller
            control={form.control}
            name="secret"
            render={({ field }) => (
              <SecretField value={field.value} onChange={field.onChange} error={errors.at("secret")} />
            )}
          />
        </Disclosure>
        <FormMessage>{errors.message}</FormMessage>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
        <Button type="submit" pending={pending} className="max-sm:h-10">
          Create key
        </Button>
      </DialogFooter>
    </form>
  );
}

function emptyForm(plan: Parameters<typeof defaultExpiry>[0] | undefined): KeyFormValues {
  return {
    name: "",
    environment: "live",
    expiry: defaultExpiry(plan ?? { maxExpiryDays: 90, allowsNeverExpiring: false }),
    scopes: null,
    limits: null,
    perRequest: null,
    ownerEmail: "",
    ipAllow: "",
    tags: [],
    metadata: "",
    demo: false,
    legacy: false,
    secret: "",
  };
}
