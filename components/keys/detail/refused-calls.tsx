// Who still calls with a secret of this key that is good no more.
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { SourceList } from "#components/unknown-keys/source-list.tsx";
import { formatInteger } from "#lib/shared/format.ts";
import type { UnknownKeyView } from "#lib/unknown-keys/view.ts";

export function RefusedCalls({ secrets, timeZone }: { secrets: UnknownKeyView[]; timeZone: string }) {
  if (secrets.length === 0) return null;
  const refusals = secrets.reduce((sum, secret) => sum + secret.refusals, 0);
  const times = refusals === 1 ? "Once" : `${formatInteger(refusals)} times`;
  const sources = secrets
    .flatMap((secret) => secret.sources.map((source) => ({ ...source, secret: secret.id })))
    .toSorted((a, b) => b.lastAt.localeCompare(a.lastAt));
  return (
    <Card>
      <CardHeader
        title="Refused calls"
        description={`${times} with a secret that was revoked, has expired or was replaced. These still have it:`}
      />
      <CardContent>
        <SourceList sources={sources} timeZone={timeZone} />
      </CardContent>
    </Card>
  );
}
