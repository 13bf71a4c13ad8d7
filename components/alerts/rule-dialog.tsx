"use client";
// Changes when a rule fires and how it is told.
import { useState } from "react";
import type { RuleActions } from "#components/alerts/alert-actions.ts";
import { ChannelFields } from "#components/alerts/channel-fields.tsx";
import { RULE_FIELDS, type RuleField, readSetting, shownSetting } from "#components/alerts/rule-fields.ts";
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
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
import type { AlertRuleView } from "#lib/alerts/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface RuleDialogProps {
  rule: AlertRuleView;
  place: Place;
  update: RuleActions["update"];
  onOpenChange: (open: boolean) => void;
}

export default function RuleDialog({ rule, place, update, onOpenChange }: RuleDialogProps) {
  const fields = RULE_FIELDS[rule.kind];
  const errors = useServerErrors();
  const { pending, run } = useAct(update);
  const [texts, setTexts] = useState(() =>
    Object.fromEntries(fields.map(({ name }) => [name, shownSetting(rule.settings[name])])),
  );
  const [channels, setChannels] = useState(rule.channels);
  const [severity, setSeverity] = useState(rule.severity);
  const submit = async () => {
    errors.clear();
    const settings = Object.fromEntries(
      fields.map((field) => [field.name, readSetting(field, texts[field.name] ?? "")]),
    );
    const result = await run(place, { ruleId: rule.id, settings, channels, severity });
    if (result.ok) onOpenChange(false);
    else errors.show(result.error, (path) => path.replace(/^settings\.(\w+).*/, "$1"));
  };
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent size="sm">
        <form
          ref={errors.formRef}
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <DialogHeader title={rule.name} />
          <DialogBody className="gap-4">
            {fields.map((field) => (
              <Setting
                key={field.name}
                field={field}
                value={texts[field.name] ?? ""}
                error={errors.at(field.name)}
                onChange={(text) => setTexts({ ...texts, [field.name]: text })}
              />
            ))}
            <ChannelFields
              channels={channels}
              severity={severity}
              platform={place === "platform"}
              onChannels={setChannels}
              onSeverity={setSeverity}
            />
            <FormMessage>{errors.message}</FormMessage>
          </DialogBody>
          <DialogFooter>
            <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
            <Button type="submit" pending={pending} className="max-sm:h-10">
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function Setting(props: {
  field: RuleField;
  value: string;
  error?: string;
  onChange: (text: string) => void;
}) {
  const { field, value, error, onChange } = props;
  if (field.form === "flag")
    return (
      <CheckboxLine checked={value === "true"} onChange={(on) => onChange(String(on))} label={field.label} />
    );
  return (
    <Field label={field.label} required error={error}>
      <Input
        value={value}
        inputMode={field.form === "number" ? "decimal" : "text"}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
