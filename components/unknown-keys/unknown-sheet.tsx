"use client";
// All that is known of one refused secret: why, since when, and the latest addresses it came from.
import { CopyButton } from "#components/feedback/copy-button.tsx";
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { SourceList } from "#components/unknown-keys/source-list.tsx";
import { nameOf } from "#components/unknown-keys/unknown-words.ts";
import { formatExact, formatInteger } from "#lib/shared/format.ts";
import { REFUSAL_LABELS, REFUSAL_MEANINGS } from "#lib/shared/refusals.ts";
import type { UnknownKeyView } from "#lib/unknown-keys/view.ts";

export interface UnknownSheetProps {
  view: UnknownKeyView;
  timeZone: string;
  onClose: () => void;
}

export default function UnknownSheet({ view, timeZone, onClose }: UnknownSheetProps) {
  const facts = [
    view.key
      ? { label: "Key", value: <TextLink href={`/admin/keys/${view.key.id}`}>{view.key.name}</TextLink> }
      : null,
    view.key ? { label: "Tenant", value: view.key.clientId } : null,
    view.fingerprint
      ? {
          label: "Fingerprint",
          value: (
            <span className="flex items-center gap-1">
              <code className="font-mono text-xs">{view.fingerprint}</code>
              <CopyButton value={view.fingerprint} label="Copy fingerprint" />
            </span>
          ),
        }
      : null,
    view.form ? { label: "Looks like", value: view.form } : null,
    view.length ? { label: "Length", value: `${view.length} characters` } : null,
    { label: "Refused", value: view.refusals === 1 ? "Once" : `${formatInteger(view.refusals)} times` },
    { label: "First", value: formatExact(view.firstAt, timeZone) },
    { label: "Last", value: formatExact(view.lastAt, timeZone) },
  ].filter((fact) => fact !== null);
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={nameOf(view)} description={`${REFUSAL_LABELS[view.class]}. ${meaningOf(view)}`}>
        <div className="grid gap-6 p-5">
          <KeyValueList items={facts} />
          <section className="grid gap-3">
            <h3 className="font-semibold text-sm">Latest addresses</h3>
            <SourceList sources={view.sources} timeZone={timeZone} />
          </section>
        </div>
      </SheetContent>
    </Sheet>
  );
}

function meaningOf({ class: kind, network }: UnknownKeyView): string {
  if (network === null) return REFUSAL_MEANINGS[kind];
  return "More secrets were tried than are told apart on one day; these are counted by network.";
}
