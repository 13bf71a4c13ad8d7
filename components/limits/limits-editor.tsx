"use client";
// Edits a list of limits. Errors arrive by path ("0.limit") and stand at their own control.
import { Plus } from "lucide-react";
import { type LimitDraft, newLimitDraft } from "#components/limits/limit-draft.ts";
import { LimitRow } from "#components/limits/limit-row.tsx";
import { Button } from "#components/ui/button.tsx";

export interface LimitsEditorProps {
  value: LimitDraft[];
  onChange: (value: LimitDraft[]) => void;
  /** The message at a path below the list, if there is one. */
  errorAt: (path: string) => string | undefined;
  /** Meters to offer besides "requests". */
  meters?: string[];
  /** Whether a limit may be shared by all keys of a tenant. */
  sharing?: boolean;
}

export function LimitsEditor({ value, onChange, errorAt, meters = [], sharing = false }: LimitsEditorProps) {
  const replace = (row: LimitDraft) => onChange(value.map((each) => (each.rowId === row.rowId ? row : each)));
  const remove = (rowId: string) => onChange(value.filter((row) => row.rowId !== rowId));
  return (
    <div className="grid gap-2.5">
      {value.length === 0 ? (
        <p className="rounded-lg border border-border border-dashed px-3 py-3 text-muted-foreground text-ui">
          No limits: calls are counted and never refused for their number.
        </p>
      ) : null}
      {value.map((row, index) => (
        <LimitRow
          key={row.rowId}
          row={row}
          number={index + 1}
          meters={["requests", ...meters]}
          sharing={sharing}
          errorAt={(field) => errorAt(`${index}.${field}`)}
          onChange={replace}
          onRemove={() => remove(row.rowId)}
        />
      ))}
      <Button
        variant="outline"
        size="sm"
        className="justify-self-start max-sm:h-10"
        onClick={() => onChange([...value, newLimitDraft()])}
      >
        <Plus />
        Add a limit
      </Button>
    </div>
  );
}
