"use client";
// Gives a tenant another plan. Keys that have nothing of their own follow at once.
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { limitText } from "#components/limits/limit-text.ts";
import type { TenantActions } from "#components/tenants/tenant-actions.ts";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import { RadioCard, RadioGroup } from "#components/ui/radio-group.tsx";
import { toast } from "#components/ui/toast.ts";
import type { PlanView } from "#lib/plans/view.ts";
import type { TenantView } from "#lib/tenants/view.ts";

export interface ChangePlanDialogProps {
  view: TenantView;
  plans: PlanView[];
  onOpenChange: (open: boolean) => void;
  changePlan: TenantActions["changePlan"];
}

export default function ChangePlanDialog({ view, plans, onOpenChange, changePlan }: ChangePlanDialogProps) {
  const { pending, run } = useAct(changePlan);
  const [plan, setPlan] = useState(view.plan.slug);
  const [error, setError] = useState<string | null>(null);
  const change = async () => {
    const result = await run({ tenant: view.clientId }, { plan });
    if (!result.ok) return setError(result.error.message);
    onOpenChange(false);
    toast.success(`${view.name} has the ${result.data.plan.name} plan`);
  };
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader
          title={`The plan of ${view.name}`}
          description="Keys that have no limits or scopes of their own follow at once."
        />
        <DialogBody>
          <RadioGroup aria-label="Plan" value={plan} onValueChange={(value) => setPlan(String(value))}>
            {plans.map((each) => (
              <RadioCard key={each.slug} value={each.slug} title={each.name} description={summaryOf(each)} />
            ))}
          </RadioGroup>
          <FormMessage>{error}</FormMessage>
        </DialogBody>
        <DialogFooter>
          <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
          <Button
            pending={pending}
            disabled={plan === view.plan.slug}
            className="max-sm:h-10"
            onClick={() => void change()}
          >
            Change plan
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function summaryOf(plan: PlanView): string {
  const limits = plan.limits.map(limitText).join(" · ");
  return [plan.description, limits].filter(Boolean).join(" ") || "No limits.";
}
