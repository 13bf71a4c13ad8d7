"use client";
// Opens the form in which prices are pasted or edited; its code is fetched on first intent.
import dynamic from "next/dynamic";
import { LazyDialogButton } from "#components/form/lazy-dialog-button.tsx";
import type { ImportPricesProps } from "#components/prices/import-prices-dialog.tsx";

const load = () => import("#components/prices/import-prices-dialog.tsx");
const ImportPricesDialog = dynamic(load, { ssr: false });

export function ImportPricesButton(props: Omit<ImportPricesProps, "open" | "onOpenChange">) {
  return (
    <LazyDialogButton label="Change prices" load={load}>
      {(open, onOpenChange) => <ImportPricesDialog {...props} open={open} onOpenChange={onOpenChange} />}
    </LazyDialogButton>
  );
}
