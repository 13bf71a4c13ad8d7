// The state of a key in a word, and what else is worth a word: it ends soon, it is a demo, it was taken over.
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { KeyView } from "#lib/keys/view.ts";

const SOON_MS = 14 * 86_400_000;

export function KeyState({ view, now }: { view: KeyView; now: string }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <StatusBadge status={view.status} />
      {endsSoon(view, now) ? <StatusBadge status="expiring" /> : null}
    </span>
  );
}

export function KeyMarks({ view }: { view: KeyView }) {
  return (
    <>
      {view.environment === "test" ? <Badge tone="warning">Test</Badge> : null}
      {view.demo ? <Badge tone="info">Demo</Badge> : null}
      {view.legacy ? <Badge tone="outline">Legacy</Badge> : null}
    </>
  );
}

/** Whether a key that works now ends within two weeks. */
export function endsSoon({ status, expiresAt }: KeyView, now: string): boolean {
  const works = status === "active" || status === "rotating";
  return works && expiresAt !== null && Date.parse(expiresAt) - Date.parse(now) < SOON_MS;
}
