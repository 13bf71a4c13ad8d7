"use client";
// Which issued key is spent, which model is asked, and who pays.
import { mayEnterKeys } from "#components/credentials/seal-entry.ts";
import { type PayerChoice, payerChoices } from "#components/playground/payer-words.ts";
import type { HeldKey } from "#components/playground/use-held-key.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { Payer } from "#lib/shared/gateway.ts";

export function IssuedKeyField({ held, keyPrefix }: { held: HeldKey; keyPrefix: string }) {
  return (
    <Field label="API key" required error={held.error} description={held.error ? undefined : wordsOf(held)}>
      <SecretInput
        value={held.secret}
        placeholder={`${keyPrefix}_live_…`}
        onChange={(event) => held.type(event.target.value)}
        onBlur={() => void held.look(held.secret)}
        onPaste={({ currentTarget }) => setTimeout(() => void held.look(currentTarget.value.trim()))}
      />
    </Field>
  );
}

function wordsOf({ looking, name }: HeldKey): string {
  if (looking) return "Looking up what this key may ask for…";
  if (name !== null) return `This is “${name}”. Its limits and budgets count.`;
  return "One that was issued here. It stays in this page’s memory, and is sent to the gateway alone.";
}

export function ModelField(props: { models: string[]; value: string; onChange: (model: string) => void }) {
  return (
    <Field
      label="Model"
      required
      description={
        props.models.length > 0
          ? "The key’s own names, and every model with a known price that it may ask for."
          : "provider/model, or a name of the key’s own. Models are offered once the key is known."
      }
    >
      {(control) => (
        <>
          <Input
            value={props.value}
            list={`${control.id}-models`}
            maxLength={256}
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="none"
            className="font-mono"
            placeholder="openai/gpt-5-mini"
            onChange={(event) => props.onChange(event.target.value.trim())}
          />
          <datalist id={`${control.id}-models`}>
            {props.models.map((model) => (
              <option key={model} value={model} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

export interface PayerFieldsProps {
  held: HeldKey;
  payer: Payer;
  onPayer: (payer: Payer) => void;
  providerKey: string;
  onProviderKey: (key: string) => void;
}

export function PayerFields({ held, payer, onPayer, providerKey, onProviderKey }: PayerFieldsProps) {
  return (
    <>
      <Field
        label="Who pays"
        description="Beyond the key’s contract nobody does; it is set on the key and in its plan."
      >
        <NativeSelect value={payer} onChange={(event) => onPayer(event.target.value as Payer)}>
          {payerChoices(held.terms).map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.closed !== null}>
              {labelOf(choice)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {payer === "request" ? <ProviderKeyField value={providerKey} onChange={onProviderKey} /> : null}
    </>
  );
}

const labelOf = ({ label, closed }: PayerChoice) => (closed ? `${label} (${closed})` : label);

function ProviderKeyField({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  const isOpen = mayEnterKeys();
  return (
    <Field
      label="Provider key"
      required
      disabled={!isOpen}
      description={
        isOpen
          ? "For this call alone: it is stored nowhere, and forgotten when you leave this page."
          : "Closed over plain http, where others could read it on its way. Open Keyhold at an https address."
      }
    >
      <SecretInput value={isOpen ? value : ""} onChange={(event) => onChange(event.target.value.trim())} />
    </Field>
  );
}

function SecretInput(props: React.ComponentProps<"input">) {
  return (
    <Input
      type="password"
      maxLength={512}
      autoComplete="off"
      spellCheck={false}
      className="font-mono"
      data-1p-ignore
      {...props}
    />
  );
}
