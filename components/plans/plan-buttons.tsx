"use client";
// The buttons that open the forms of plans; their code is fetched on first intent.
import dynamic from "next/dynamic";
import { useState } from "react";
import { LazyDialogButton } from "#components/form/lazy-dialog-button.tsx";
import type { PlanDialogProps } from "#components/plans/plan-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import type { PlanView } from "#lib/plans/view.ts";

const load = () => import("#components/plans/plan-dialog.tsx");
const PlanDialog = dynamic(load, { ssr: false });

type Props = Pick<PlanDialogProps, "presets" | "actions">;

export function CreatePlanButton(props: Props) {
  return (
    <LazyDialogButton label="Create plan" load={load}>
      {(open, onOpenChange) => <PlanDialog {...props} plan={null} open={open} onOpenChange={onOpenChange} />}
    </LazyDialogButton>
  );
}

export function EditPlanButton({ plan, ...props }: Props & { plan: PlanView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="outline"
        aria-label={`Edit ${plan.name}`}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        Edit
      </Button>
      {open ? <PlanDialog {...props} plan={plan} open onOpenChange={setOpen} /> : null}
    </>
  );
}
