"use client";
import type { Act } from "#components/form/act.ts";
// What is done to keys that leak: in general, and for plans that want it otherwise.
import { useAct } from "#components/form/use-act.ts";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { toast } from "#components/ui/toast.ts";
import type { LeakPoliciesView } from "#lib/leaks/view.ts";
import { LEAK_POLICIES, LEAK_POLICY_LABELS, type LeakPolicy } from "#lib/shared/leaks.ts";

export interface LeakPolicyCardProps {
  policies: LeakPoliciesView;
  mayWrite: boolean;
  set: Act<{ plan?: string; policy: LeakPolicy | null }, LeakPoliciesView>;
}

export function LeakPolicyCard({ policies, mayWrite, set }: LeakPolicyCardProps) {
  const { pending, runAloud } = useAct(set);
  const choose = async (plan: string | undefined, policy: LeakPolicy | null) => {
    if (await runAloud("platform", { plan, policy })) toast.success("Saved");
  };
  const disabled = pending || !mayWrite;
  return (
    <Card>
      <CardHeader
        title="What happens to a key that leaked"
        description="At the first report of each place. A disabled key can be enabled again; a revoked one cannot."
        level={2}
      />
      <CardContent>
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <Field label="All plans">
            <NativeSelect
              value={policies.default}
              disabled={disabled}
              onChange={(event) => void choose(undefined, event.target.value as LeakPolicy)}
            >
              <Options />
            </NativeSelect>
          </Field>
          {policies.plans.map((plan) => (
            <Field key={plan.id} label={plan.name}>
              <NativeSelect
                value={plan.policy ?? ""}
                disabled={disabled}
                onChange={(event) => void choose(plan.id, (event.target.value || null) as LeakPolicy | null)}
              >
                <option value="">As all plans</option>
                <Options />
              </NativeSelect>
            </Field>
          ))}
        </div>
      </CardContent>
    </Card>
  );
}

function Options() {
  return LEAK_POLICIES.map((policy) => (
    <option key={policy} value={policy}>
      {LEAK_POLICY_LABELS[policy]}
    </option>
  ));
}
