// Which master keys there are, who holds them, and what is wrapped under each.
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { formatInteger } from "#lib/shared/format.ts";
import type { VaultStatus } from "#lib/vault/vault-status.ts";

type MasterKey = VaultStatus["masterKeys"][number];

export function MasterKeysCard({ status }: { status: VaultStatus }) {
  return (
    <Card>
      <CardHeader
        title="Master keys"
        description="Held by the api alone. Each tenant's own key is wrapped under one of them; this dashboard has none."
      />
      <CardContent className="px-0! pb-1!">
        {status.masterKeys.length === 0 ? (
          <p className="px-5 pb-3 text-muted-foreground text-ui">
            No api process runs, and nothing is stored.
          </p>
        ) : (
          <Table label="Master keys">
            <TableHeader>
              <TableRow>
                <TableHead>Version</TableHead>
                <TableHead>State</TableHead>
                <TableHead>Held by</TableHead>
                <TableHead className="text-right">Tenant keys</TableHead>
                <TableHead className="text-right">Sealing keys</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {status.masterKeys.map((key) => (
                <TableRow key={`${key.kind} ${key.version}`}>
                  <TableCell className="font-medium">
                    {key.kind === "transit" ? "Transit " : ""}
                    {key.version}
                  </TableCell>
                  <TableCell>
                    <KeyState masterKey={key} />
                  </TableCell>
                  <TableCell>
                    {key.processes} of {status.processes} processes
                  </TableCell>
                  <TableCell className="text-right tabular-nums">{formatInteger(key.tenantKeys)}</TableCell>
                  <TableCell className="text-right tabular-nums">{formatInteger(key.sealingKeys)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </CardContent>
    </Card>
  );
}

function KeyState({ masterKey: { writes, mayBeDropped, processes } }: { masterKey: MasterKey }) {
  if (writes) return <StatusBadge status="active" label="Writes" />;
  if (mayBeDropped) return <StatusBadge status="unused" label="May be dropped" />;
  if (processes === 0) return <StatusBadge status="refused" label="Held by nobody" />;
  return <StatusBadge status="rotating" label="Reads" />;
}
