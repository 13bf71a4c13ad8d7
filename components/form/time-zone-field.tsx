"use client";
// A time zone by its IANA name. Only in parts that the browser renders: servers and browsers know different lists.
import { useMemo } from "react";
import { Field } from "#components/ui/field.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { timeZones } from "#lib/shared/time-zones.ts";

export function TimeZoneField(props: {
  value: string;
  onChange: (zone: string) => void;
  description?: string;
  error?: string;
}) {
  const zones = useMemo(() => [...new Set(["UTC", props.value, ...timeZones()])], [props.value]);
  return (
    <Field label="Time zone" description={props.description} error={props.error}>
      <NativeSelect value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}

/** The zone of the reader's device. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
