"use client";
// The list of keyboard shortcuts, and the switch that turns single letters off. Loaded on demand.
import { useState } from "react";
import type { NavSection } from "#components/shell/nav.ts";
import { lettersEnabled, setLettersEnabled } from "#components/shell/use-shortcuts.ts";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { NativeCheckbox } from "#components/ui/native-checkbox.tsx";

const GENERAL: [string, string][] = [
  ["⌘ K", "Search and commands (Ctrl K)"],
  ["?", "This list"],
  ["/", "Search within the page"],
  ["[", "Fold or unfold the side menu"],
];

export default function ShortcutsDialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  sections: NavSection[];
}) {
  const [letters, setLetters] = useState(lettersEnabled);
  const pages = props.sections
    .flatMap((section) => section.items)
    .filter((item) => item.shortcut)
    .map((item): [string, string] => [`g ${item.shortcut}`, item.label]);
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent size="md">
        <DialogHeader title="Keyboard shortcuts" />
        <DialogBody className="sm:grid-cols-2">
          <ShortcutList title="Everywhere" rows={GENERAL} />
          {pages.length ? <ShortcutList title="Go to" rows={pages} /> : null}
        </DialogBody>
        <DialogFooter className="sm:justify-start!">
          {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control */}
          <label className="flex items-center gap-2 text-ui">
            <NativeCheckbox
              checked={letters}
              onChange={(event) => {
                setLetters(event.target.checked);
                setLettersEnabled(event.target.checked);
              }}
            />
            Use single-letter shortcuts
          </label>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function ShortcutList({ title, rows }: { title: string; rows: [string, string][] }) {
  return (
    <section className="grid content-start gap-1.5">
      <h3 className="font-medium text-muted-foreground text-xs">{title}</h3>
      <dl className="grid gap-1">
        {rows.map(([keys, what]) => (
          <div key={keys} className="flex items-center justify-between gap-4 text-ui">
            <dt>{what}</dt>
            <dd className="flex gap-1">
              {keys.split(" ").map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
