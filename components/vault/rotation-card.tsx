// The last rotation: how far it is, and what it left.
import { RefreshWhileBusy } from "#components/credentials/refresh-while-busy.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { RotateButtons } from "#components/vault/rotate-buttons.tsx";
import type { VaultActions } from "#components/vault/vault-actions.ts";
import { formatInteger } from "#lib/shared/format.ts";
import type { RotationView } from "#lib/vault/rotation-view.ts";
import type { VaultStatus } from "#lib/vault/vault-status.ts";

interface RotationCardProps {
  status: VaultStatus;
  mayWrite: boolean;
  rotate: VaultActions["rotate"];
  now: string;
  timeZone: string;
}

export function RotationCard({ status, mayWrite, rotate, now, timeZone }: RotationCardProps) {
  const { rotation } = status;
  const isBusy = rotation?.state === "waiting" || rotation?.state === "running";
  return (
    <Card>
      <RefreshWhileBusy busy={isBusy} />
      <CardHeader
        title="Rotation"
        description="Add a new version to KEYHOLD_MASTER_KEYS, restart every api process, then wrap everything under it. Calls go on meanwhile."
        actions={mayWrite ? <RotateButtons rotate={rotate} disabled={isBusy} /> : null}
      />
      <CardContent className="grid gap-3">
        {rotation ? (
          <>
            <p className="flex flex-wrap items-center gap-2 text-ui">
              <RotationState rotation={rotation} />
              <span>
                {rotation.dryRun ? "Trial run" : "Rotation"}
                {rotation.to ? ` to version ${rotation.to.version}` : ""}, asked for by {rotation.requestedBy}{" "}
                <RelativeTime at={rotation.requestedAt} now={now} timeZone={timeZone} />
              </span>
            </p>
            {rotation.total ? (
              <Progress
                label="Tenant keys done"
                value={rotation.done + rotation.unreadable}
                max={rotation.total}
                tone="success"
                valueText={`${rotation.done + rotation.unreadable} of ${rotation.total}`}
              />
            ) : null}
            <p className="text-muted-foreground text-ui">{outcomeOf(rotation)}</p>
          </>
        ) : (
          <p className="text-muted-foreground text-ui">There was none yet.</p>
        )}
      </CardContent>
    </Card>
  );
}

function RotationState({ rotation: { state } }: { rotation: RotationView }) {
  if (state === "done") return <StatusBadge status="active" label="Done" />;
  if (state === "failed") return <StatusBadge status="refused" label="Not done" />;
  return <StatusBadge status="rotating" label={state === "waiting" ? "Waiting" : "Under way"} />;
}

function outcomeOf({ dryRun, state, total, done, unreadable, failure }: RotationView): string {
  if (failure) return failure;
  if (state === "waiting") return "It begins as soon as an api process takes it up.";
  if (state === "done" && total === 0) return "Everything is under the newest master key already.";
  const broken = unreadable > 0 ? ` ${formatInteger(unreadable)} do not open with any master key.` : "";
  const all = `${formatInteger(done)} of ${formatInteger(total ?? 0)} tenant keys`;
  if (state === "running") return `${all} so far.${broken}`;
  if (dryRun) return `${all} can be opened and would be wrapped anew; nothing was written.${broken}`;
  return `${all} are wrapped anew, and none is left under an older version.${broken}`;
}
