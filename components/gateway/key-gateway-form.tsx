"use client";
// What a key may ask of language models and who pays, within what its plan gives.
import { type FormEvent, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { type CredentialChoice, CredentialOrder } from "#components/gateway/credential-order.tsx";
import { gatewayControlOf, keyGatewayDraft, keyGatewayOf } from "#components/gateway/gateway-draft.ts";
import { CONTRACT_NAMES } from "#components/gateway/gateway-words.ts";
import { ModelLines } from "#components/gateway/model-lines.tsx";
import { type KeyActions, placeOf } from "#components/keys/key-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { toast } from "#components/ui/toast.ts";
import type { KeyView } from "#lib/keys/view.ts";
import { gatewayTerms, type PayerContract, type PlanGateway } from "#lib/shared/gateway.ts";

interface KeyGatewayFormProps {
  view: KeyView;
  plan: { name: string; gateway: PlanGateway };
  /** The tenant's provider keys; empty for who may not see them. */
  credentials: CredentialChoice[];
  update: KeyActions["update"];
}

export default function KeyGatewayForm({ view, plan, credentials, update }: KeyGatewayFormProps) {
  const [saved, setSaved] = useState(() => keyGatewayDraft(view.gateway));
  const [draft, setDraft] = useState(saved);
  const errors = useServerErrors();
  const { pending, run } = useAct(update);
  const { payer, payers } = gatewayTerms(plan.gateway, null);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    errors.clear();
    const gateway = keyGatewayOf(draft);
    const result = await run(placeOf(view), { keyId: view.id, gateway });
    if (!result.ok) return errors.show(result.error, gatewayControlOf);
    const now = keyGatewayDraft(result.data.gateway);
    setSaved(now);
    setDraft(now);
    toast.success("Saved");
  };
  return (
    <form ref={errors.formRef} noValidate onSubmit={(event) => void save(event)}>
      <Card>
        <CardHeader
          title="Language models"
          description={`What the key may ask for through the gateway, within the ${plan.name} plan.`}
        />
        <CardContent className="grid grid-cols-1 gap-5">
          <Field
            label="Who pays"
            description="A provider key that is refused ends the call; nobody else pays then."
            error={errors.at("gateway.payer")}
          >
            <NativeSelect
              value={draft.payer}
              onChange={(event) => setDraft({ ...draft, payer: event.target.value as PayerContract | "" })}
            >
              <option value="">{`As the plan says: ${CONTRACT_NAMES[payer]}`}</option>
              {payers.map((contract) => (
                <option key={contract} value={contract}>
                  {CONTRACT_NAMES[contract]}
                </option>
              ))}
            </NativeSelect>
          </Field>
          {credentials.length > 0 ? (
            <CredentialOrder
              value={draft.credentials}
              choices={credentials}
              onChange={(chosen) => setDraft({ ...draft, credentials: chosen })}
              error={errors.at("gateway.credentials")}
            />
          ) : null}
          <ModelLines
            value={draft}
            onChange={(change) => setDraft({ ...draft, ...change })}
            emptyModels="Empty: all that the plan allows."
            errorAt={errors.at}
          />
          <FormMessage>{errors.message}</FormMessage>
        </CardContent>
        <CardFooter>
          <span>{isDirty ? "Not saved yet." : ""}</span>
          <Button type="submit" pending={pending} disabled={!isDirty} className="max-sm:h-10">
            Save models
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
