"use client";
// Makes a rule of one's own: what is measured, over which keys, and when it is too much or too little.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ChannelFields } from "#components/alerts/channel-fields.tsx";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { toast } from "#components/ui/toast.ts";
import type { AlertRuleView } from "#lib/alerts/view.ts";
import {
  ALERT_METRIC_LABELS,
  ALERT_METRICS,
  type AlertChannels,
  type AlertMetric,
  type AlertSeverity,
} from "#lib/shared/alerts.ts";
import type { Place } from "#lib/web/place.ts";

/** What a chart already knows. */
export interface RuleStart {
  metric: AlertMetric;
  meter: string;
  keyId: string;
  environment: "live" | "test" | "";
}

interface NewRule {
  name: string;
  severity: AlertSeverity;
  settings: {
    metric: AlertMetric;
    meter: string | null;
    keyId: string | null;
    environment: "live" | "test" | null;
    comparison: "above" | "below";
    value: number;
    windowMinutes: number;
  };
  channels: AlertChannels;
}

export interface RuleFormProps {
  start: RuleStart;
  /** Keys to choose from; on the platform, rules are about all of them. */
  keys: { id: string; name: string }[];
  place: Place;
  area: string;
  create: Act<NewRule, AlertRuleView>;
}

const WINDOWS = [
  { value: 15, label: "15 minutes" },
  { value: 60, label: "1 hour" },
  { value: 360, label: "6 hours" },
  { value: 1_440, label: "1 day" },
];

export function RuleForm({ start, keys, place, area, create }: RuleFormProps) {
  const router = useRouter();
  const errors = useServerErrors();
  const { pending, run } = useAct(create);
  const [rule, setRule] = useState({
    ...start,
    name: "",
    comparison: "above" as "above" | "below",
    value: "",
    windowMinutes: 60,
  });
  const [channels, setChannels] = useState<AlertChannels>({ mail: true, mailRole: "admin", webhook: true });
  const [severity, setSeverity] = useState<AlertSeverity>("warning");
  const set = (change: Partial<typeof rule>) => setRule({ ...rule, ...change });
  const submit = async () => {
    errors.clear();
    const { name, metric, meter, keyId, environment, comparison, value, windowMinutes } = rule;
    const amount = value.trim() === "" ? Number.NaN : Number(value);
    if (Number.isNaN(amount)) return errors.showAt("value", "Give a number.");
    const settings = {
      ...{ metric, comparison, windowMinutes, value: amount },
      meter: metric === "meter" ? meter : null,
      keyId: keyId || null,
      environment: environment || null,
    };
    const result = await run(place, { name, severity, settings, channels });
    if (!result.ok) return errors.show(result.error, (path) => path.replace(/^settings\.(\w+).*/, "$1"));
    toast.success(`${name} is looked after from now on`);
    router.push(`${area}/alerts/rules`);
  };
  return (
    <form
      ref={errors.formRef}
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label="Name" required error={errors.at("name")} description="The title of its alerts.">
        <Input
          value={rule.name}
          maxLength={120}
          placeholder="Too many refusals at checkout"
          autoComplete="off"
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="What is measured" error={errors.at("metric")}>
          <NativeSelect
            value={rule.metric}
            onChange={(event) => set({ metric: event.target.value as AlertMetric })}
          >
            {ALERT_METRICS.map((metric) => (
              <option key={metric} value={metric}>
                {ALERT_METRIC_LABELS[metric]}
              </option>
            ))}
          </NativeSelect>
        </Field>
        {rule.metric === "meter" ? (
          <Field label="Meter" required error={errors.at("meter")}>
            <Input
              value={rule.meter}
              placeholder="patients"
              autoComplete="off"
              onChange={(event) => set({ meter: event.target.value })}
            />
          </Field>
        ) : null}
        {place === "platform" ? null : (
          <Field label="Key" error={errors.at("keyId")}>
            <NativeSelect value={rule.keyId} onChange={(event) => set({ keyId: event.target.value })}>
              <option value="">All keys together</option>
              {keys.map((key) => (
                <option key={key.id} value={key.id}>
                  {key.name}
                </option>
              ))}
            </NativeSelect>
          </Field>
        )}
        <Field label="Environment">
          <NativeSelect
            value={rule.environment}
            onChange={(event) => set({ environment: event.target.value as RuleStart["environment"] })}
          >
            <option value="">Live and test</option>
            <option value="live">Live</option>
            <option value="test">Test</option>
          </NativeSelect>
        </Field>
        <Field label="Fires when it is">
          <NativeSelect
            value={rule.comparison}
            onChange={(event) => set({ comparison: event.target.value as "above" | "below" })}
          >
            <option value="above">above the value</option>
            <option value="below">below the value</option>
          </NativeSelect>
        </Field>
        <Field label="Value" required error={errors.at("value")}>
          <Input
            value={rule.value}
            inputMode="decimal"
            autoComplete="off"
            onChange={(event) => set({ value: event.target.value })}
          />
        </Field>
        <Field label="Within" error={errors.at("windowMinutes")}>
          <NativeSelect
            value={rule.windowMinutes}
            onChange={(event) => set({ windowMinutes: Number(event.target.value) })}
          >
            {WINDOWS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <ChannelFields
        channels={channels}
        severity={severity}
        platform={place === "platform"}
        onChannels={setChannels}
        onSeverity={setSeverity}
      />
      <FormMessage>{errors.message}</FormMessage>
      <div className="flex justify-end gap-2">
        <ButtonLink href={`${area}/alerts/rules`} variant="outline">
          Cancel
        </ButtonLink>
        <Button type="submit" pending={pending}>
          Create rule
        </Button>
      </div>
    </form>
  );
}
