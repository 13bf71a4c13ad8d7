"use client";
// Makes or changes a plan.
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { gatewayControlOf } from "#components/gateway/gateway-draft.ts";
import type { PlanActions } from "#components/plans/plan-actions.ts";
import { PlanFields } from "#components/plans/plan-fields.tsx";
import { planForm, planInput } from "#components/plans/plan-form.ts";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { PlanView, ScopePresetView } from "#lib/plans/view.ts";

export interface PlanDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Null for a new one. */
  plan: PlanView | null;
  presets: ScopePresetView[];
  actions: PlanActions;
}

export default function PlanDialog(props: PlanDialogProps) {
  const { plan } = props;
  return (
    <Dialog open={props.open} disablePointerDismissal onOpenChange={props.onOpenChange}>
      <DialogContent size="lg">
        <DialogHeader
          title={plan ? `Edit ${plan.name}` : "Create a plan"}
          description={
            plan
              ? "Keys that have nothing of their own follow at once, in every tenant with this plan."
              : "What the keys of its tenants get unless they say otherwise."
          }
        />
        <PlanForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function PlanForm({ plan, presets, actions, onOpenChange }: PlanDialogProps) {
  const errors = useServerErrors();
  const [values, setValues] = useState(() => planForm(plan));
  const creating = useAct(actions.create);
  const updating = useAct(actions.update);
  const save = async () => {
    errors.clear();
    const shared = planInput(values);
    const becomesDefault = values.isDefault && !plan?.isDefault;
    const result = plan
      ? await updating.run("platform", {
          plan: plan.id,
          ...shared,
          ...(becomesDefault ? { isDefault: true } : {}),
        })
      : await creating.run("platform", { slug: values.slug, ...shared, isDefault: values.isDefault });
    if (!result.ok) return errors.show(result.error, controlOf);
    onOpenChange(false);
    toast.success(plan ? `${result.data.name} is saved` : `${result.data.name} is made`);
  };
  return (
    <form
      ref={errors.formRef}
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <DialogBody className="gap-5">
        <PlanFields
          values={values}
          onChange={(change) => setValues((before) => ({ ...before, ...change }))}
          plan={plan}
          presets={presets}
          errorAt={errors.at}
          gatewayHasErrors={errors.paths.some((path) => path.startsWith("gateway"))}
        />
        <FormMessage>{errors.message}</FormMessage>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
        <Button type="submit" pending={creating.pending || updating.pending} className="max-sm:h-10">
          {plan ? "Save plan" : "Create plan"}
        </Button>
      </DialogFooter>
    </form>
  );
}

const controlOf = (path: string) => gatewayControlOf(path.replace(/^scopes\..*/, "scopes"));
