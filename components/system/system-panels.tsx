// The state of the installation in cards, with what needs a look on top.
import { CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { type KeyValue, KeyValueList } from "#components/feedback/key-value-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { formatBytes, formatDateTime, formatInteger } from "#lib/shared/format.ts";
import type { SystemStatusView } from "#lib/system/system-status.ts";
import { NodesCard } from "./nodes-card.tsx";

const PROCESSES = [
  { role: "web", label: "Dashboard (web)" },
  { role: "api", label: "Data plane (api)" },
  { role: "worker", label: "Jobs (worker)" },
];

export async function SystemPanels({
  load,
  timeZone,
}: {
  load: Promise<SystemStatusView>;
  timeZone: string;
}) {
  const status = await load;
  const { database, migrations, partitions, proofs, mail } = status;
  const when = (at: string | null) => (at ? formatDateTime(at, timeZone) : "never");
  return (
    <>
      <Findings findings={status.findings} />
      <div className="grid gap-5 lg:grid-cols-2">
        <Facts
          title="Versions"
          items={[
            { label: "PostgreSQL", value: database.version },
            { label: "Node.js", value: status.node },
            { label: "Migrations", value: `${migrations.applied} applied, last of ${when(migrations.last)}` },
          ]}
        />
        <Facts
          title="Database"
          items={[
            { label: "Size", value: formatBytes(database.bytes) },
            {
              label: "Connections",
              value: `${formatInteger(database.connections)} of ${formatInteger(database.mostConnections)}`,
            },
            { label: "Tenants", value: formatInteger(status.directory.tenants) },
            { label: "People", value: formatInteger(status.directory.users) },
          ]}
        />
        <Facts
          title="Metering"
          description="Events and roll-ups are written in one transaction, so charts lag behind nothing that is stored."
          items={[
            {
              label: "Newest calls",
              value: status.newestBucket ? `quarter hour of ${when(status.newestBucket)}` : "none yet",
            },
            {
              label: "Partitions",
              value: `${partitions.days} days, ${partitions.firstDay} to ${partitions.lastDay}`,
            },
            { label: "Size of events", value: formatBytes(partitions.bytes) },
            {
              label: "Sums proved",
              value: proofs.lastDay
                ? `${proofs.days === 1 ? "1 day" : `${proofs.days} days`}, up to ${proofs.lastDay}${proofs.wrongDays > 0 ? `; ${proofs.wrongDays} differ` : ""}`
                : "not yet",
            },
          ]}
        />
        <NodesCard nodes={status.nodes} />
        <Facts
          title="Processes"
          description="Kinds of processes with connections to the database at this moment."
          items={PROCESSES.map(({ role, label }) => ({
            label,
            value: <Running status={status} role={role} />,
          }))}
        />
        <Facts
          title="Vault"
          description="What provider keys are encrypted under."
          items={[
            {
              label: "Master keys",
              value: (
                <Link href="/admin/system/vault" className="text-primary hover:underline">
                  Versions and rotation
                </Link>
              ),
            },
          ]}
        />
        <Facts
          title="Mail"
          items={[
            { label: "Waiting", value: formatInteger(mail.waiting) },
            { label: "Failed", value: formatInteger(mail.failed) },
            {
              label: "Outbox",
              value: (
                <Link href="/admin/system/mail" className="text-primary hover:underline">
                  Read the mail
                </Link>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}

function Facts({ title, description, items }: { title: string; description?: string; items: KeyValue[] }) {
  return (
    <Card>
      <CardHeader title={title} description={description} />
      <CardContent>
        <KeyValueList items={items} />
      </CardContent>
    </Card>
  );
}

function Running({ status, role }: { status: SystemStatusView; role: string }) {
  const connections = status.processes.find((each) => each.role === role)?.connections ?? 0;
  if (connections === 0) return <Badge tone="outline">Not connected</Badge>;
  return (
    <span className="inline-flex items-center gap-2">
      <Badge tone="success">Connected</Badge>
      {connections} {connections === 1 ? "connection" : "connections"}
    </span>
  );
}

function Findings({ findings }: Pick<SystemStatusView, "findings">) {
  if (findings.length === 0)
    return (
      <p className="flex items-center gap-2 text-success text-ui">
        <CircleCheck aria-hidden="true" className="size-4" />
        Nothing needs attention.
      </p>
    );
  return (
    <ul className="grid gap-2">
      {findings.map(({ level, text }) => (
        <li
          key={text}
          className={cn(
            "flex items-start gap-2 rounded-lg px-3 py-2 text-ui",
            level === "danger" ? "bg-danger-soft text-danger" : "bg-warning-soft text-warning",
          )}
        >
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {text}
        </li>
      ))}
    </ul>
  );
}
