// Every process that verifies, with the usage that it took and what became of it.
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { formatBytes, formatInteger } from "#lib/shared/format.ts";
import type { NodeView } from "#lib/system/nodes.ts";

const STATES: Record<NodeView["state"], { label: string; tone: Tone }> = {
  running: { label: "Running", tone: "success" },
  ended: { label: "Ended", tone: "outline" },
  silent: { label: "Not heard of", tone: "warning" },
};

const AMOUNTS = [
  { name: "accepted", label: "Taken" },
  { name: "stored", label: "Stored" },
  { name: "waiting", label: "Waiting" },
  { name: "setAside", label: "Set aside" },
] as const;

export function NodesCard({ nodes }: { nodes: NodeView[] }) {
  return (
    <Card className="lg:col-span-2">
      <CardHeader
        title="Usage, by process"
        description="Every event that a process took is stored, or waits on its disk. As of its last word, up to 5 seconds ago."
      />
      <CardContent>
        {nodes.length === 0 ? (
          <p className="text-muted-foreground text-ui">No process has verified anything in the last day.</p>
        ) : (
          <NodesTable nodes={nodes} />
        )}
      </CardContent>
    </Card>
  );
}

function NodesTable({ nodes }: { nodes: NodeView[] }) {
  return (
    <Table label="Usage, by process">
      <TableHeader>
        <TableRow>
          <TableHead>Process</TableHead>
          <TableHead>State</TableHead>
          {AMOUNTS.map(({ name, label }) => (
            <TableHead key={name} className="text-right">
              {label}
            </TableHead>
          ))}
          <TableHead className="text-right">On disk</TableHead>
          <TableHead>Adds up</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {nodes.map((node) => (
          <TableRow key={node.id}>
            <TableCell className="whitespace-nowrap">
              {node.host} <span className="text-muted-foreground">· {node.pid}</span>
            </TableCell>
            <TableCell>
              <Badge tone={STATES[node.state].tone}>{STATES[node.state].label}</Badge>
            </TableCell>
            {AMOUNTS.map(({ name }) => (
              <TableCell key={name} className="text-right tabular-nums">
                {formatInteger(node[name])}
              </TableCell>
            ))}
            <TableCell className="text-right tabular-nums">{formatBytes(node.spoolBytes)}</TableCell>
            <TableCell>
              <Badge tone={node.addsUp ? "success" : "danger"}>{node.addsUp ? "Yes" : "No"}</Badge>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
