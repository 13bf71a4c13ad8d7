"use client";
// One limit in the editor: "at most [100] [requests] per [minute]", and what is rarer under it.
import { Trash2 } from "lucide-react";
import { useId } from "react";
import type { LimitDraft } from "#components/limits/limit-draft.ts";
import { FAILURE_LABELS, WINDOW_LABELS } from "#components/limits/limit-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { FAILURE_POLICIES, type FailurePolicy, QUOTA_WINDOWS, RATE_WINDOWS } from "#lib/shared/limits.ts";

export interface LimitRowProps {
  row: LimitDraft;
  number: number;
  meters: string[];
  sharing: boolean;
  errorAt: (field: string) => string | undefined;
  onChange: (row: LimitDraft) => void;
  onRemove: () => void;
}

export function LimitRow({ row, number, meters, sharing, errorAt, onChange, onRemove }: LimitRowProps) {
  const listId = useId();
  const set = (change: Partial<LimitDraft>) => onChange({ ...row, ...change });
  return (
    <fieldset className="grid gap-3 rounded-lg border border-border bg-background/60 p-3">
      <legend className="sr-only">Limit {number}</legend>
      <div className="grid grid-cols-2 gap-2.5 sm:grid-cols-[1fr_1fr_1.4fr_auto]">
        <Field label="At most" error={errorAt("limit")}>
          <Input
            type="number"
            min={1}
            step={1}
            inputMode="numeric"
            value={row.limit}
            onChange={(event) => set({ limit: event.target.value })}
          />
        </Field>
        <Field label="Meter" error={errorAt("meter")}>
          <Input
            list={listId}
            value={row.meter}
            spellCheck={false}
            autoCapitalize="none"
            onChange={(event) => set({ meter: event.target.value })}
          />
        </Field>
        <datalist id={listId}>
          {[...new Set(meters)].map((meter) => (
            <option key={meter} value={meter} />
          ))}
        </datalist>
        <Field label="Per" error={errorAt("window")} className="max-sm:col-span-2">
          <NativeSelect value={row.window} onChange={(event) => set(windowChange(event.target.value, row))}>
            <optgroup label="Rate: never more within any such span">
              {RATE_WINDOWS.map((window) => (
                <option key={window} value={window}>
                  {WINDOW_LABELS[window]}
                </option>
              ))}
            </optgroup>
            <optgroup label="Quota: exact, starts over">
              {QUOTA_WINDOWS.map((window) => (
                <option key={window} value={window}>
                  {WINDOW_LABELS[window]}
                </option>
              ))}
            </optgroup>
          </NativeSelect>
        </Field>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Remove limit ${number}`}
          className="self-end max-sm:col-span-2 max-sm:h-10 max-sm:w-full"
          onClick={onRemove}
        >
          <Trash2 />
        </Button>
      </div>
      <div className="grid grid-cols-2 gap-2.5 sm:grid-cols-[1fr_1fr_1.4fr_2rem]">
        <Field label="Name" error={errorAt("name")}>
          <Input
            value={row.name}
            placeholder="Automatic"
            spellCheck={false}
            autoCapitalize="none"
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
        <Field label="Burst" error={errorAt("burst")} hint={row.kind === "quota" ? "Rates only" : undefined}>
          <Input
            type="number"
            min={0}
            step={1}
            inputMode="numeric"
            disabled={row.kind === "quota"}
            value={row.kind === "quota" ? "" : row.burst}
            onChange={(event) => set({ burst: event.target.value })}
          />
        </Field>
        <Field label="If it cannot be counted" error={errorAt("onFailure")} className="max-sm:col-span-2">
          <NativeSelect
            value={row.onFailure}
            onChange={(event) => set({ onFailure: event.target.value as FailurePolicy })}
          >
            {FAILURE_POLICIES.map((policy) => (
              <option key={policy} value={policy}>
                {FAILURE_LABELS[policy].label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        {sharing ? (
          <Field label="Counted for" error={errorAt("per")} className="col-span-2 sm:col-span-3">
            <NativeSelect
              value={row.shared ? "tenant" : "key"}
              onChange={(event) => set({ shared: event.target.value === "tenant", name: "" })}
            >
              <option value="key">Each key by itself</option>
              <option value="tenant">All keys of a tenant together</option>
            </NativeSelect>
          </Field>
        ) : null}
      </div>
    </fieldset>
  );
}

/** A new window brings the kind that it belongs to, and a name of its own. */
function windowChange(window: string, row: LimitDraft): Partial<LimitDraft> {
  if (window === row.window) return {};
  return { window, kind: (RATE_WINDOWS as readonly string[]).includes(window) ? "rate" : "quota", name: "" };
}
