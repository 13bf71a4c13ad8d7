"use client";
// The secrets of a key that work now; while a rotation overlaps, who still uses the old one, and how to end that.
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { useAct } from "#components/form/use-act.ts";
import { OVERLAPS } from "#components/keys/dialogs/overlaps.ts";
import { type KeyActions, placeOf } from "#components/keys/key-actions.ts";
import type { Clock } from "#components/keys/list/key-columns.tsx";
import { MaskedKey } from "#components/keys/masked-key.tsx";
import { MenuButton } from "#components/overlay/menu-button.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.ts";
import type { KeyView, SecretView } from "#lib/keys/view.ts";

export interface KeySecretsProps extends Clock {
  view: KeyView;
  mayChange: boolean;
  actions: Pick<KeyActions, "finishRotation" | "extendRotation">;
}

export function KeySecrets({ view, mayChange, actions, now, timeZone }: KeySecretsProps) {
  const old = view.secrets.find((secret) => secret.expiresAt);
  return (
    <Card>
      <CardHeader
        title={old ? "Rotation under way" : "Secret"}
        description={old ? "Both secrets work until the overlap ends." : refusedBecause(view)}
      />
      <CardContent className="grid gap-3">
        {view.secrets.length === 0 ? (
          <p className="text-muted-foreground text-ui">No secret works any more.</p>
        ) : null}
        {view.secrets.map((secret) => (
          <SecretLine
            key={secret.id}
            secret={secret}
            paired={old !== undefined}
            now={now}
            timeZone={timeZone}
          />
        ))}
      </CardContent>
      {old && mayChange ? <RotationFooter view={view} old={old} actions={actions} /> : null}
    </Card>
  );
}

function SecretLine({ secret, paired, now, timeZone }: { secret: SecretView; paired: boolean } & Clock) {
  const time = (at: string) => <RelativeTime at={at} now={now} timeZone={timeZone} />;
  return (
    <div className="grid gap-0.5 text-ui">
      <span className="flex flex-wrap items-center gap-2">
        <MaskedKey prefix={secret.prefix} last4={secret.last4} className="text-foreground text-ui" />
        {paired ? (
          <Badge tone={secret.expiresAt ? "warning" : "success"}>{secret.expiresAt ? "Old" : "New"}</Badge>
        ) : null}
      </span>
      <span className="text-muted-foreground text-xs">
        Made {time(secret.createdAt)} ·{" "}
        {secret.lastUsedAt ? <>last used {time(secret.lastUsedAt)}</> : "never used"}
        {secret.expiresAt ? <> · ends {time(secret.expiresAt)}</> : null}
      </span>
    </div>
  );
}

function RotationFooter({
  view,
  old,
  actions,
}: { view: KeyView; old: SecretView } & Pick<KeySecretsProps, "actions">) {
  const finishing = useAct(actions.finishRotation);
  const extending = useAct(actions.extendRotation);
  const finish = async () => {
    const done = await finishing.runAloud(placeOf(view), { keyId: view.id });
    if (done)
      toast.success("The rotation is finished", { description: "The old secret has stopped working." });
  };
  const extend = async (graceSeconds: number, label: string) => {
    const done = await extending.runAloud(placeOf(view), { keyId: view.id, graceSeconds });
    if (done) toast.success(`The old secret works for another ${label}`);
  };
  return (
    <CardFooter>
      <span>
        {stillUsed(view, old) ? "The old secret is still in use." : "The old secret was not used since."}
      </span>
      <span className="flex flex-wrap gap-2 max-sm:w-full max-sm:[&>*]:flex-1">
        <MenuButton
          label="Extend the overlap"
          aria-label={undefined}
          variant="outline"
          className="max-sm:h-10"
          pending={extending.pending}
          items={OVERLAPS.filter(({ seconds }) => seconds > 0).map(({ seconds, label }) => ({
            label: `To ${label} from now`,
            onSelect: () => void extend(seconds, label),
          }))}
        >
          Extend
        </MenuButton>
        <Button
          variant="outline"
          className="max-sm:h-10"
          pending={finishing.pending}
          onClick={() => void finish()}
        >
          Finish now
        </Button>
      </span>
    </CardFooter>
  );
}

/** Whether somebody used the old secret after the new one was made. */
function stillUsed(view: KeyView, old: SecretView): boolean {
  const young = view.secrets.find((secret) => !secret.expiresAt);
  return old.lastUsedAt !== null && (!young || Date.parse(old.lastUsedAt) >= Date.parse(young.createdAt));
}

function refusedBecause({ status }: KeyView): string | undefined {
  const works = status === "active" || status === "rotating";
  return works ? undefined : `Refused, because the key is ${status}.`;
}
