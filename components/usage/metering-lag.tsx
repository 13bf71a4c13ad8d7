// Whether all usage that was taken is counted: what waits on nodes, up to when the numbers go, what adds up.
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { formatBytes, formatInteger, formatRelative } from "#lib/shared/format.ts";
import type { SystemStatusView } from "#lib/system/system-status.ts";

type Status = Pick<SystemStatusView, "nodes" | "newestBucket" | "asOf">;

/** Events that wait longer than a breath are worth a look. */
const MANY_WAITING = 1_000;

export async function MeteringLag({ load }: { load: Promise<Status> }) {
  const { nodes, newestBucket, asOf } = await load;
  const sum = (field: "waiting" | "setAside" | "spoolBytes") =>
    nodes.reduce((total, node) => total + node[field], 0);
  const running = nodes.filter(({ state }) => state === "running").length;
  const adds = nodes.every(({ addsUp }) => addsUp);
  const waiting = sum("waiting");
  return (
    <dl className="grid gap-2.5 text-ui">
      <Line label="Waiting to be counted" tone={waiting >= MANY_WAITING ? "bad" : "good"}>
        {waiting === 0 ? "nothing" : `${formatInteger(waiting)} events, ${formatBytes(sum("spoolBytes"))}`}
      </Line>
      <Line label="Every event accounted for" tone={adds ? "good" : "bad"}>
        {adds ? "yes" : "no"}
      </Line>
      <Line label="Set aside" tone={sum("setAside") > 0 ? "bad" : "good"}>
        {sum("setAside") === 0 ? "nothing" : `${formatInteger(sum("setAside"))} events`}
      </Line>
      <Line label="Newest quarter hour" tone="plain">
        {newestBucket ? formatRelative(newestBucket, asOf) : "none yet"}
      </Line>
      <Line label="Processes that verify" tone="plain">
        {running}
      </Line>
    </dl>
  );
}

const TONES = { good: "bg-chart-success", bad: "bg-chart-danger", plain: "bg-muted-foreground/40" };

function Line({ label, tone, children }: { label: string; tone: keyof typeof TONES; children: ReactNode }) {
  return (
    <div className="flex items-center gap-2.5">
      <span aria-hidden="true" className={cn("size-2 shrink-0 rounded-full", TONES[tone])} />
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="ml-auto text-right font-medium tabular-nums">{children}</dd>
    </div>
  );
}
