"use client";
// Changes all scope presets at once: their names, meanings, scopes and order.
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import type { PlanActions } from "#components/plans/plan-actions.ts";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { MultiSelect } from "#components/ui/multi-select.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ScopePresetView } from "#lib/plans/view.ts";

interface Draft extends ScopePresetView {
  rowId: number;
}

export interface PresetsDialogProps {
  presets: ScopePresetView[];
  update: PlanActions["updatePresets"];
  onOpenChange: (open: boolean) => void;
}

export default function PresetsDialog({ presets, update, onOpenChange }: PresetsDialogProps) {
  const errors = useServerErrors();
  const { pending, run } = useAct(update);
  const [rows, setRows] = useState<Draft[]>(() => presets.map((preset, rowId) => ({ ...preset, rowId })));
  const save = async () => {
    errors.clear();
    const result = await run("platform", { presets: rows.map(({ rowId: _rowId, ...preset }) => preset) });
    if (!result.ok)
      return errors.show(result.error, (path) => path.replace(/^(presets\.\d+\.scopes)\..*/, "$1"));
    onOpenChange(false);
    toast.success("Presets saved");
  };
  const add = () => {
    const rowId = Math.max(0, ...rows.map((row) => row.rowId)) + 1;
    setRows([...rows, { rowId, name: "", description: "", scopes: [] }]);
  };
  return (
    <Dialog open disablePointerDismissal onOpenChange={onOpenChange}>
      <DialogContent size="lg">
        <DialogHeader title="Scope presets" description="Forms offer them in this order." />
        <form
          ref={errors.formRef}
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <DialogBody>
            {rows.map((row, index) => (
              <PresetRow
                key={row.rowId}
                row={row}
                number={index + 1}
                errorAt={(field) => errors.at(`presets.${index}.${field}`)}
                onChange={(change) =>
                  setRows(rows.map((each) => (each.rowId === row.rowId ? { ...each, ...change } : each)))
                }
                onRemove={() => setRows(rows.filter((each) => each.rowId !== row.rowId))}
                onMove={(by) => setRows(moved(rows, index, by))}
              />
            ))}
            <Button variant="outline" size="sm" className="justify-self-start max-sm:h-10" onClick={add}>
              <Plus />
              Add a preset
            </Button>
            <FormMessage>{errors.at("presets") ?? errors.message}</FormMessage>
          </DialogBody>
          <DialogFooter>
            <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
            <Button type="submit" pending={pending} className="max-sm:h-10">
              Save presets
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function PresetRow(props: {
  row: Draft;
  number: number;
  errorAt: (field: string) => string | undefined;
  onChange: (change: Partial<ScopePresetView>) => void;
  onRemove: () => void;
  onMove: (by: -1 | 1) => void;
}) {
  const { row, number, errorAt, onChange } = props;
  return (
    <fieldset className="grid gap-3 rounded-lg border border-border bg-background/60 p-3">
      <legend className="sr-only">Preset {number}</legend>
      <div className="grid gap-2.5 sm:grid-cols-[10rem_1fr_auto]">
        <Field label="Name" error={errorAt("name")}>
          <Input
            value={row.name}
            spellCheck={false}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </Field>
        <Field label="Meaning" error={errorAt("description")}>
          <Input
            value={row.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        </Field>
        <div className="flex gap-0.5 self-end">
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Move preset ${number} up`}
            onClick={() => props.onMove(-1)}
          >
            <ArrowUp />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Move preset ${number} down`}
            onClick={() => props.onMove(1)}
          >
            <ArrowDown />
          </Button>
          <Button variant="ghost" size="icon" aria-label={`Remove preset ${number}`} onClick={props.onRemove}>
            <Trash2 />
          </Button>
        </div>
      </div>
      <Field label="Scopes" error={errorAt("scopes")}>
        <MultiSelect
          creatable
          options={["*", "*:read", "*:write"]}
          value={row.scopes}
          onValueChange={(scopes) => onChange({ scopes })}
          placeholder="logs:write"
          emptyText="Type a scope such as logs:write."
        />
      </Field>
    </fieldset>
  );
}

function moved(rows: Draft[], from: number, by: -1 | 1): Draft[] {
  const to = from + by;
  const row = rows[from];
  if (!row || to < 0 || to >= rows.length) return rows;
  return rows.toSpliced(from, 1).toSpliced(to, 0, row);
}
