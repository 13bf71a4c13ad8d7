"use client";
// What the keys of a plan may ask of language models, and who pays; folded until it is wanted.
import { useState } from "react";
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import type { PlanGatewayDraft } from "#components/gateway/gateway-draft.ts";
import { CONTRACT_NAMES, UNKNOWN_PRICE_NAMES } from "#components/gateway/gateway-words.ts";
import { ModelLines } from "#components/gateway/model-lines.tsx";
import { Disclosure } from "#components/keys/form/disclosure.tsx";
import { Field } from "#components/ui/field.tsx";
import { Fieldset } from "#components/ui/fieldset.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import {
  PAYER_CONTRACTS,
  type PayerContract,
  UNKNOWN_PRICE_POLICIES,
  type UnknownPricePolicy,
} from "#lib/shared/gateway.ts";

interface PlanGatewayFieldsProps {
  value: PlanGatewayDraft;
  onChange: (value: PlanGatewayDraft) => void;
  errorAt: (path: string) => string | undefined;
  /** Whether the server found something in here. */
  hasErrors: boolean;
}

export function PlanGatewayFields({ value, onChange, errorAt, hasErrors }: PlanGatewayFieldsProps) {
  const [open, setOpen] = useState(false);
  const offer = (contract: PayerContract, isOffered: boolean) =>
    onChange({
      ...value,
      payers: PAYER_CONTRACTS.filter((each) => (each === contract ? isOffered : value.payers.includes(each))),
    });
  return (
    <Disclosure
      label="Language models"
      hint="Who pays, which models, under which names"
      open={open || hasErrors}
      onOpenChange={setOpen}
    >
      <Field label="Who pays" description="Unless a key chooses otherwise." error={errorAt("gateway.payer")}>
        <NativeSelect
          value={value.payer}
          onChange={(event) => onChange({ ...value, payer: event.target.value as PayerContract })}
        >
          {PAYER_CONTRACTS.map((contract) => (
            <option key={contract} value={contract}>
              {CONTRACT_NAMES[contract]}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Fieldset legend="What a key may choose" error={errorAt("gateway.payers")}>
        {PAYER_CONTRACTS.map((contract) => (
          <CheckboxLine
            key={contract}
            label={CONTRACT_NAMES[contract]}
            checked={contract === value.payer || value.payers.includes(contract)}
            disabled={contract === value.payer}
            onChange={(isOffered) => offer(contract, isOffered)}
          />
        ))}
      </Fieldset>
      <ModelLines
        value={value}
        onChange={(change) => onChange({ ...value, ...change })}
        emptyModels="Empty: every model."
        errorAt={errorAt}
      />
      <Field
        label="A call whose price is not known"
        description="Its cost is then unknown in every report, and never zero."
        error={errorAt("gateway.unknownPrice")}
      >
        <NativeSelect
          value={value.unknownPrice}
          onChange={(event) => onChange({ ...value, unknownPrice: event.target.value as UnknownPricePolicy })}
        >
          {UNKNOWN_PRICE_POLICIES.map((policy) => (
            <option key={policy} value={policy}>
              {UNKNOWN_PRICE_NAMES[policy]}
            </option>
          ))}
        </NativeSelect>
      </Field>
    </Disclosure>
  );
}
