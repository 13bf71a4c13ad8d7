// What is known of a key, in a word with a shape, and why in a line below.
import { StatusBadge, type StatusBadgeProps } from "#components/feedback/status-badge.tsx";
import type { CredentialView, VersionView } from "#lib/credentials/view.ts";

const WORDS: Record<CredentialView["state"], Omit<StatusBadgeProps, "status">> = {
  pending: { label: "Being stored", tone: "info", shape: "half" },
  refused: { label: "Enter it again", tone: "danger", shape: "cross" },
  unchecked: { label: "Not tested yet", tone: "neutral", shape: "ring" },
  ok: { label: "Works", tone: "success", shape: "dot" },
  invalid: { label: "Refused by the provider", tone: "danger", shape: "cross" },
  out_of_quota: { label: "Out of quota", tone: "warning", shape: "bars" },
  unreachable: { label: "Unreachable", tone: "warning", shape: "ring" },
  undecryptable: { label: "Cannot be opened", tone: "danger", shape: "cross" },
};

export function stateOf({ state, check }: VersionView): CredentialView["state"] {
  if (state === "sealed") return "pending";
  if (state !== "stored") return "refused";
  return check.state ?? "unchecked";
}

export function VersionState({ version }: { version: VersionView }) {
  const state = stateOf(version);
  const detail = state === "undecryptable" ? "Replace it with a new key." : version.check.detail;
  return (
    <span className="grid max-w-64 justify-items-start gap-1">
      {version.check.running && state !== "pending" ? (
        <StatusBadge status="testing" label="Testing…" tone="info" shape="half" />
      ) : (
        <StatusBadge status={state} {...WORDS[state]} />
      )}
      {detail ? <span className="whitespace-normal text-muted-foreground text-xs">{detail}</span> : null}
    </span>
  );
}

/** Whether something will change by itself soon. */
export function isBusy({ versions }: CredentialView): boolean {
  return versions.some(({ state, check }) => state === "sealed" || check.running);
}

export function endOf({ last4 }: Pick<VersionView, "last4">): string {
  return last4 ? `••••${last4}` : "••••";
}
