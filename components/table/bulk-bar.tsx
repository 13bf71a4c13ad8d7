"use client";
// What can be done with the selected rows; stays in sight while one scrolls.
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { formatInteger } from "#lib/shared/format.ts";

export function BulkBar(props: { count: number; onClear: () => void; children: ReactNode }) {
  return (
    <div className="sticky top-14 z-20 flex flex-wrap items-center gap-2 border-b bg-brand-soft px-4 py-2 text-brand-soft-foreground">
      <span aria-live="polite" className="font-medium text-ui tabular-nums">
        {formatInteger(props.count)} selected
      </span>
      <div className="ml-auto flex flex-wrap items-center gap-2">
        {props.children}
        <Button variant="outline" size="sm" onClick={props.onClear}>
          <X /> Clear
        </Button>
      </div>
    </div>
  );
}
