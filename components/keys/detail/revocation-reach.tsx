// After a revocation: when each node that verifies stopped accepting the key.
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { RevocationReach as Reach } from "#lib/keys/revocation-reach.ts";

export function RevocationReach({ nodes }: Reach) {
  if (nodes.length === 0) return null;
  const waiting = nodes.filter(({ afterMs, gone }) => afterMs === null && !gone).length;
  return (
    <Card>
      <CardHeader
        title="No longer accepted"
        description={
          waiting === 0
            ? "Every node has stopped accepting this key."
            : `${waiting} of ${nodes.length} nodes have not said yet that they heard.`
        }
      />
      <CardContent>
        <ul className="grid gap-2 text-ui">
          {nodes.map(({ id, ...node }) => (
            <li key={id} className="flex items-baseline justify-between gap-3">
              <span className="truncate font-mono text-muted-foreground">{id}</span>
              <span className="shrink-0">{wordsOf(node)}</span>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function wordsOf({ afterMs, gone }: Omit<Reach["nodes"][number], "id">): string {
  if (afterMs !== null)
    return afterMs < 1_000 ? `after ${afterMs} ms` : `after ${(afterMs / 1_000).toFixed(1)} s`;
  return gone ? "gone, accepts nothing" : "not yet";
}
