"use client";
// Lets a member go by themselves.
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Act } from "#components/form/act.ts";
import { useAct } from "#components/form/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Place } from "#lib/web/place.ts";

const AlertDialog = dynamic(
  () => import("#components/ui/alert-dialog.tsx").then((module) => module.AlertDialog),
  { ssr: false },
);

type LeaveInput = Record<string, never>;

export function LeaveButton(props: { place: Place; name: string; act: Act<LeaveInput, void> }) {
  const [open, setOpen] = useState(false);
  const { pending, run } = useAct(props.act);
  const leave = async () => {
    const result = await run(props.place, {});
    if (result.ok) return window.location.assign("/");
    setOpen(false);
    toast.error(result.error.message);
  };
  return (
    <>
      <Button variant="ghost" onClick={() => setOpen(true)}>
        Leave…
      </Button>
      {open ? (
        <AlertDialog
          open={open}
          onOpenChange={setOpen}
          danger
          title={`Leave ${props.name}?`}
          description="You can come back only by a new invitation. Keys that you made go on working."
          confirmLabel="Leave"
          pending={pending}
          onConfirm={() => void leave()}
        />
      ) : null}
    </>
  );
}
