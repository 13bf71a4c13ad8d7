"use client";
// "Create key". The dialog's code is fetched on first intent; `?create=1` opens it too, for links and the palette.
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useState } from "react";
import type { CreateKeyDialogProps } from "#components/keys/form/create-key-dialog.tsx";
import { Button } from "#components/ui/button.tsx";

const load = () => import("#components/keys/form/create-key-dialog.tsx");
const CreateKeyDialog = dynamic(load, { ssr: false });

export function CreateKeyButton(props: Pick<CreateKeyDialogProps, "setup" | "actions">) {
  const [open, setOpen] = useQueryState("create", parseAsBoolean.withDefault(false));
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <Button
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => {
          setWanted(true);
          void setOpen(true);
        }}
      >
        <Plus />
        Create key
      </Button>
      {open || wanted ? (
        <CreateKeyDialog {...props} open={open} onOpenChange={(next) => void setOpen(next || null)} />
      ) : null}
    </>
  );
}
