"use client";
// Asks for a provider key. It lives in this component's state until it is sealed, and is never sent as it is.
import { useState } from "react";
import type { CredentialDialogProps } from "#components/credentials/credential-dialog.tsx";
import { useCredentialEntry } from "#components/credentials/use-credential-entry.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button } from "#components/ui/button.tsx";
import { DialogBody, DialogClose, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { PROVIDER_IDS, PROVIDERS, type ProviderId } from "#lib/shared/providers.ts";

export function CredentialForm({ place, wish, actions, onOpenChange }: CredentialDialogProps) {
  const known = wish.kind === "add" ? null : wish.credential;
  const [provider, setProvider] = useState<ProviderId>(known?.provider ?? "openai");
  const [label, setLabel] = useState("");
  const [baseUrl, setBaseUrl] = useState(known?.baseUrl ?? "");
  const [secret, setSecret] = useState("");
  const { errors, pending, enter } = useCredentialEntry(place, wish, actions);
  const { baseUrl: fixed, name, keyPrefix } = PROVIDERS[provider];
  const submit = async () => {
    const isDone = await enter({ provider, label: label || name, baseUrl: fixed ?? baseUrl, secret });
    if (!isDone) return;
    setSecret("");
    onOpenChange(false);
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
      <DialogBody className="gap-4">
        {known ? null : (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Provider" error={errors.at("provider")}>
              <NativeSelect
                value={provider}
                onChange={(event) => setProvider(event.target.value as ProviderId)}
              >
                {PROVIDER_IDS.map((id) => (
                  <option key={id} value={id}>
                    {PROVIDERS[id].name}
                  </option>
                ))}
              </NativeSelect>
            </Field>
            <Field label="Name" error={errors.at("label")}>
              <Input
                value={label}
                maxLength={80}
                autoComplete="off"
                placeholder={name}
                onChange={(event) => setLabel(event.target.value)}
              />
            </Field>
          </div>
        )}
        {fixed === null ? (
          <Field label="Address" required description={ADDRESS[provider]} error={errors.at("baseUrl")}>
            <Input
              type="url"
              inputMode="url"
              value={baseUrl}
              autoComplete="off"
              placeholder="https://models.example.com/v1"
              onChange={(event) => setBaseUrl(event.target.value)}
            />
          </Field>
        ) : null}
        <Field
          label="Key"
          required
          description={keyPrefix ? `Usually begins with ${keyPrefix}` : undefined}
          error={errors.at("secret")}
        >
          <Input
            type="password"
            value={secret}
            maxLength={1_000}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            data-1p-ignore
            onChange={(event) => setSecret(event.target.value)}
          />
        </Field>
        <FormMessage>{errors.message}</FormMessage>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
        <Button type="submit" pending={pending} className="max-sm:h-10">
          {SEND[wish.kind]}
        </Button>
      </DialogFooter>
    </form>
  );
}

const SEND = { add: "Encrypt and add", replace: "Encrypt and replace", beside: "Encrypt and add beside" };

const ADDRESS: Partial<Record<ProviderId, string>> = {
  "azure-openai": "Of your resource: https://NAME.openai.azure.com/openai/v1",
  "openai-compatible": "Where /chat/completions stands below. The key is sent there and nowhere else.",
};
