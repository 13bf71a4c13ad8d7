"use client";
// How a rule is told, besides the inbox, and how bad it is.
import { SEVERITY_OPTIONS } from "#components/alerts/alert-words.tsx";
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import { Field } from "#components/ui/field.tsx";
import { Fieldset } from "#components/ui/fieldset.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { AlertChannels, AlertSeverity } from "#lib/shared/alerts.ts";
import type { Role } from "#lib/shared/permissions.ts";

export interface ChannelFieldsProps {
  channels: AlertChannels;
  severity: AlertSeverity;
  /** On the platform, mail goes to its admins. */
  platform: boolean;
  onChannels: (channels: AlertChannels) => void;
  onSeverity: (severity: AlertSeverity) => void;
}

const ROLES: { value: Role; label: string }[] = [
  { value: "owner", label: "Owners" },
  { value: "admin", label: "Owners and admins" },
  { value: "developer", label: "Owners, admins and developers" },
  { value: "viewer", label: "Everybody" },
];

export function ChannelFields({ channels, severity, platform, onChannels, onSeverity }: ChannelFieldsProps) {
  const set = (change: Partial<AlertChannels>) => onChannels({ ...channels, ...change });
  return (
    <>
      <Field label="Severity">
        <NativeSelect value={severity} onChange={(event) => onSeverity(event.target.value as AlertSeverity)}>
          {SEVERITY_OPTIONS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Fieldset legend="Told by" description="Every alert stands in the inbox.">
        <CheckboxLine
          checked={channels.mail}
          onChange={(mail) => set({ mail })}
          label="Mail"
          description={platform ? "To the platform’s admins." : undefined}
        />
        <CheckboxLine
          checked={channels.webhook}
          onChange={(webhook) => set({ webhook })}
          label="Webhooks"
          description="To every endpoint that wants alerts, Slack among them."
        />
      </Fieldset>
      {channels.mail && !platform ? (
        <Field label="Mail goes to">
          <NativeSelect
            value={channels.mailRole}
            onChange={(event) => set({ mailRole: event.target.value as Role })}
          >
            {ROLES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
      ) : null}
    </>
  );
}
