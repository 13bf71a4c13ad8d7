"use client";
// The named sets of scopes that forms offer, and the button that changes them.
import dynamic from "next/dynamic";
import { useState } from "react";
import type { PlanActions } from "#components/plans/plan-actions.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { ScopePresetView } from "#lib/plans/view.ts";

const load = () => import("#components/plans/presets-dialog.tsx");
const PresetsDialog = dynamic(load, { ssr: false });

export interface PresetsCardProps {
  presets: ScopePresetView[];
  mayChange: boolean;
  update: PlanActions["updatePresets"];
}

export function PresetsCard({ presets, mayChange, update }: PresetsCardProps) {
  const [open, setOpen] = useState(false);
  return (
    <Card>
      <CardHeader
        title="Scope presets"
        description="What the forms of keys offer beside free scopes. Keys keep the scopes that a preset had when they were made."
        actions={
          mayChange ? (
            <Button
              variant="outline"
              onPointerEnter={() => void load()}
              onFocus={() => void load()}
              onClick={() => setOpen(true)}
            >
              Edit presets
            </Button>
          ) : null
        }
      />
      <CardContent>
        {presets.length === 0 ? <p className="text-muted-foreground text-ui">No presets.</p> : null}
        <dl className="grid gap-3 text-ui">
          {presets.map((preset) => (
            <div key={preset.name} className="grid gap-x-4 gap-y-1 sm:grid-cols-[8rem_1fr]">
              <dt className="font-medium">{preset.name}</dt>
              <dd className="flex flex-wrap items-center gap-1.5">
                {preset.scopes.map((scope) => (
                  <Badge key={scope} className="font-mono">
                    {scope}
                  </Badge>
                ))}
                <span className="text-muted-foreground">{preset.description}</span>
              </dd>
            </div>
          ))}
        </dl>
      </CardContent>
      {open ? <PresetsDialog presets={presets} update={update} onOpenChange={setOpen} /> : null}
    </Card>
  );
}
