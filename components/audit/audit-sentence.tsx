// What was done, with the name of what it was done to set apart.
import type { AuditEntryView } from "#lib/audit/entry-view.ts";

export function AuditSentence({ entry }: { entry: AuditEntryView }) {
  const name = entry.target?.label ?? entry.target?.id;
  return (
    <span>
      {entry.summary}
      {name ? <span className="font-medium"> “{name}”</span> : null}
    </span>
  );
}
