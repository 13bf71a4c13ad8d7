"use client";
// Opens the billing settings; their code is fetched on first intent.
import { Settings } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { SettingsDialogProps } from "#components/billing/settings-dialog.tsx";
import { Button } from "#components/ui/button.tsx";

const load = () => import("#components/billing/settings-dialog.tsx");
const SettingsDialog = dynamic(load, { ssr: false });

export function SettingsButton(props: Omit<SettingsDialogProps, "onOpenChange">) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="outline"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        <Settings />
        Billing settings
      </Button>
      {open ? <SettingsDialog {...props} onOpenChange={setOpen} /> : null}
    </>
  );
}
