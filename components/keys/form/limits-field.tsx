"use client";
import type { PlanDefaults } from "#components/keys/form/key-form.ts";
// Limits and per-call maxima: the plan's, shown as they are, or the key's own.
import {
  type LimitDraft,
  limitDraft,
  type PerRequestDraft,
  perRequestDrafts,
} from "#components/limits/limit-draft.ts";
import { LimitList } from "#components/limits/limit-list.tsx";
import { LimitsEditor } from "#components/limits/limits-editor.tsx";
import { PerRequestEditor } from "#components/limits/per-request-editor.tsx";
import { Fieldset } from "#components/ui/fieldset.tsx";
import { Segmented } from "#components/ui/segmented.tsx";

type ErrorAt = (path: string) => string | undefined;

export function LimitsField(props: {
  value: LimitDraft[] | null;
  onChange: (value: LimitDraft[] | null) => void;
  plan: PlanDefaults;
  errorAt: ErrorAt;
}) {
  const { value, onChange, plan, errorAt } = props;
  return (
    <Fieldset legend="Limits" error={errorAt("limits")}>
      <PlanOrOwn
        label="Limits from"
        own={value !== null}
        onChange={(own) => onChange(own ? plan.limits.filter(({ per }) => !per).map(limitDraft) : null)}
      />
      {value === null ? (
        <PlanSays plan={plan}>
          <LimitList limits={plan.limits} />
        </PlanSays>
      ) : (
        <LimitsEditor value={value} onChange={onChange} errorAt={(path) => errorAt(`limits.${path}`)} />
      )}
    </Fieldset>
  );
}

export function PerRequestField(props: {
  value: PerRequestDraft[] | null;
  onChange: (value: PerRequestDraft[] | null) => void;
  plan: PlanDefaults;
  errorAt: ErrorAt;
}) {
  const { value, onChange, plan, errorAt } = props;
  return (
    <Fieldset
      legend="Most in one call"
      description="Refuses a call that asks for more of a meter than this."
      error={errorAt("perRequest")}
    >
      <PlanOrOwn
        label="Maxima from"
        own={value !== null}
        onChange={(own) => onChange(own ? perRequestDrafts(plan.perRequest) : null)}
      />
      {value === null ? (
        <PlanSays plan={plan}>
          <LimitList limits={[]} perRequest={plan.perRequest} emptyText="No maxima." />
        </PlanSays>
      ) : (
        <PerRequestEditor
          value={value}
          onChange={onChange}
          errorAt={(meter) => (meter ? errorAt(`perRequest.${meter}`) : undefined)}
        />
      )}
    </Fieldset>
  );
}

function PlanOrOwn(props: { label: string; own: boolean; onChange: (own: boolean) => void }) {
  return (
    <Segmented
      label={props.label}
      className="self-start max-sm:h-10 max-sm:[&_label]:h-9"
      value={props.own ? "own" : "plan"}
      onValueChange={(choice) => props.onChange(choice === "own")}
      segments={[
        { value: "plan", label: "From the plan" },
        { value: "own", label: "Of its own" },
      ]}
    />
  );
}

function PlanSays({ plan, children }: { plan: PlanDefaults; children: React.ReactNode }) {
  return (
    <div className="grid gap-1 rounded-lg border border-border bg-background/60 px-3 py-2.5">
      <p className="text-muted-foreground text-xs">The {plan.name} plan gives</p>
      {children}
    </div>
  );
}
