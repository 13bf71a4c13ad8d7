"use client";
// Asks where events go, and which.
import { type ReactNode, useState } from "react";
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import { FormMessage } from "#components/form/form-message.tsx";
import type { ServerErrors } from "#components/form/use-server-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { DialogBody, DialogClose, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Fieldset } from "#components/ui/fieldset.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import {
  CHOOSABLE_TYPES,
  ENDPOINT_KINDS,
  type EndpointKind,
  EVENT_TYPES,
  type EventType,
} from "#lib/shared/webhooks.ts";
import type { EndpointView } from "#lib/webhooks/view.ts";

export interface EndpointDraft {
  url: string;
  kind: EndpointKind;
  description: string;
  types: EventType[] | null;
}

export interface EndpointFormProps {
  /** The endpoint that is changed; left out for a new one. */
  endpoint?: EndpointView;
  errors: ServerErrors;
  pending: boolean;
  submitLabel: string;
  onSubmit: (draft: EndpointDraft) => void;
}

const KINDS: Record<EndpointKind, string> = {
  standard: "Signed JSON (Standard Webhooks)",
  slack: "Slack-compatible address",
};

export function EndpointForm({ endpoint, errors, pending, submitLabel, onSubmit }: EndpointFormProps) {
  const hidden = endpoint?.kind === "slack";
  const [draft, setDraft] = useState<EndpointDraft>({
    url: hidden ? "" : (endpoint?.url ?? ""),
    kind: endpoint?.kind ?? "standard",
    description: endpoint?.description ?? "",
    types: (endpoint?.types as EventType[] | undefined) ?? null,
  });
  const change = (part: Partial<EndpointDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      ref={errors.formRef}
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(draft);
      }}
    >
      <DialogBody className="gap-5">
        {endpoint ? null : (
          <Field label="Kind" error={errors.at("kind")}>
            <NativeSelect
              value={draft.kind}
              onChange={(event) => change({ kind: event.target.value as EndpointKind })}
            >
              {ENDPOINT_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {KINDS[kind]}
                </option>
              ))}
            </NativeSelect>
          </Field>
        )}
        <Field
          label="Address"
          required={!hidden}
          description={hidden ? "Left empty it stays; it is shown to nobody." : addressHelp(draft.kind)}
          error={errors.at("url")}
        >
          <Input
            value={draft.url}
            type="url"
            maxLength={1_000}
            autoComplete="off"
            placeholder={
              draft.kind === "slack" ? "https://hooks.slack.com/services/…" : "https://example.com/hooks"
            }
            onChange={(event) => change({ url: event.target.value })}
          />
        </Field>
        <Field label="Description" error={errors.at("description")}>
          <Input
            value={draft.description}
            maxLength={120}
            autoComplete="off"
            placeholder="What it is for"
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <TypeBoxes types={draft.types} error={errors.at("types")} onChange={(types) => change({ types })} />
        <FormMessage>{errors.message}</FormMessage>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
        <Button type="submit" pending={pending} className="max-sm:h-10">
          {submitLabel}
        </Button>
      </DialogFooter>
    </form>
  );
}

const addressHelp = (kind: EndpointKind): ReactNode =>
  kind === "slack"
    ? "The address itself is the secret: it is encrypted, and shown to nobody."
    : "Reachable from the public internet, by https.";

function TypeBoxes(props: {
  types: EventType[] | null;
  error?: string;
  onChange: (types: EventType[] | null) => void;
}) {
  const { types, onChange } = props;
  const toggle = (type: EventType, on: boolean) => {
    const rest = (types ?? []).filter((each) => each !== type);
    onChange(on ? [...rest, type] : rest);
  };
  return (
    <Fieldset legend="Events">
      <CheckboxLine
        checked={types === null}
        onChange={(on) => onChange(on ? null : [])}
        label="All events"
        description="Those that are added later too."
      />
      {types === null ? null : (
        <div className="grid gap-x-6 gap-y-1.5 pt-2 sm:grid-cols-2">
          {CHOOSABLE_TYPES.map((type) => (
            <CheckboxLine
              key={type}
              checked={types.includes(type)}
              onChange={(on) => toggle(type, on)}
              label={<code className="font-mono text-xs">{type}</code>}
              description={EVENT_TYPES[type]}
            />
          ))}
        </div>
      )}
      <FormMessage>{props.error ?? null}</FormMessage>
    </Fieldset>
  );
}
