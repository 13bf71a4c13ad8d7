"use client";
import { AuditSentence } from "#components/audit/audit-sentence.tsx";
import { ChangeList } from "#components/audit/change-list.tsx";
// One entry in full: who, from where, what changed, and its place in the chain.
import { ACTOR_WORDS } from "#components/audit/entry-row.ts";
import { CopyButton } from "#components/feedback/copy-button.tsx";
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import type { AuditEntryView } from "#lib/audit/entry-view.ts";
import { formatExact } from "#lib/shared/format.ts";

export interface EntrySheetProps {
  entry: AuditEntryView;
  timeZone: string;
  onClose: () => void;
}

export default function EntrySheet({ entry, timeZone, onClose }: EntrySheetProps) {
  const { actor, target } = entry;
  const facts = [
    { label: "When", value: formatExact(entry.at, timeZone) },
    { label: "Who", value: `${actor.label} (${ACTOR_WORDS[actor.type].toLowerCase()})` },
    { label: "Action", value: <Code text={entry.action} /> },
    target ? { label: "Target", value: <Code text={target.id} copy="Copy target" /> } : null,
    entry.tenant ? { label: "Tenant", value: entry.tenant.name } : null,
    { label: "Address", value: entry.ip ?? "—" },
    {
      label: "Request",
      value: entry.requestId ? <Code text={entry.requestId} copy="Copy request id" /> : "—",
    },
  ].filter((fact) => fact !== null);
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={<AuditSentence entry={entry} />} description={`Entry ${entry.seq} of this trail`}>
        <div className="grid gap-6 p-5">
          <KeyValueList items={facts} />
          <section className="grid gap-3">
            <h3 className="font-semibold text-sm">What changed</h3>
            <ChangeList changes={entry.changes} />
          </section>
          <section className="grid gap-1.5">
            <h3 className="font-semibold text-sm">Place in the chain</h3>
            <p className="text-muted-foreground text-ui">
              This hash covers the entry and the one before it, so neither can be changed unnoticed.
            </p>
            <Code text={entry.hash} copy="Copy hash" />
          </section>
        </div>
      </SheetContent>
    </Sheet>
  );
}

function Code({ text, copy }: { text: string; copy?: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 break-all font-mono text-xs">{text}</code>
      {copy ? <CopyButton value={text} label={copy} /> : null}
    </span>
  );
}
