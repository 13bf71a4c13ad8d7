// An entry of the audit trail with what a list shows beside it.
import type { AuditEntryView } from "#lib/audit/entry-view.ts";

/** "user", "token", "system", "anonymous" in the words of a reader. */
export const ACTOR_WORDS: Record<AuditEntryView["actor"]["type"], string> = {
  user: "Person",
  token: "Service token",
  system: "Keyhold",
  anonymous: "Not signed in",
};

/** "Rotated key “analytics”" */
export function sentenceOf({ summary, target }: AuditEntryView): string {
  const name = target?.label ?? target?.id;
  return name ? `${summary} “${name}”` : summary;
}
