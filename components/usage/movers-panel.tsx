// What moved most against the period before: by how much, and to what.
import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { goneOf, type Mover, moversOf } from "#components/usage/movers.ts";
import type { UsageReads } from "#components/usage/usage-reads.ts";
import { formatChange, formatCompact, formatInteger } from "#lib/shared/format.ts";
import type { Group, UsageQuestionInput } from "#lib/usage/schemas.ts";

const LISTED = 50;
/** As many as a question can be narrowed to. */
const MOST_GONE = 20;
const MOST_SHOWN = 8;

export interface MoversPanelProps {
  reads: Pick<UsageReads, "top" | "totals">;
  question: UsageQuestionInput;
  by: Extract<Group, "key" | "tenant">;
  hrefOf: (key: string) => string;
}

export async function MoversPanel({ reads, question, by, hrefOf }: MoversPanelProps) {
  const movers = await readMovers({ reads, question, by });
  if (movers.length === 0)
    return <p className="py-6 text-center text-muted-foreground text-ui">Nothing moved.</p>;
  return (
    <ol aria-label="Top movers" className="grid grid-cols-1 gap-0.5">
      {movers.map((mover) => (
        <MoverLine key={mover.key} mover={mover} href={hrefOf(mover.key)} />
      ))}
    </ol>
  );
}

async function readMovers({ reads, question, by }: Omit<MoversPanelProps, "hrefOf">): Promise<Mover[]> {
  const [now, totals] = await Promise.all([
    reads.top({ ...question, by, most: LISTED, compare: "previous" }),
    reads.totals({ ...question, compare: "previous" }),
  ]);
  if (!totals.previous) return moversOf(now, [], MOST_SHOWN);
  const { from, to } = totals.previous;
  const before = await reads.top({ ...question, range: "custom", from, to, by, most: MOST_GONE });
  const gone = goneOf(before, now, null).map(({ key }) => key);
  const left = gone.length > 0 ? await reads.top({ ...question, [by]: gone, by, most: MOST_GONE }) : null;
  return moversOf(now, goneOf(before, now, left), MOST_SHOWN);
}

function MoverLine({ mover, href }: { mover: Mover; href: string }) {
  const up = mover.now > mover.before;
  const Icon = up ? ArrowUpRight : ArrowDownRight;
  const difference = Math.abs(mover.now - mover.before);
  return (
    <li className="relative flex min-h-8 items-center gap-2.5 rounded-md px-2 text-ui hover:bg-muted">
      <span
        className={`inline-flex size-5 shrink-0 items-center justify-center rounded-md ${up ? "bg-info-soft text-info" : "bg-muted text-muted-foreground"}`}
      >
        <Icon aria-hidden="true" className="size-3.5" />
      </span>
      <Link
        href={href}
        className="flex min-w-0 items-baseline gap-2 rounded-sm after:absolute after:inset-0 hover:underline"
      >
        <span className="truncate">{mover.label}</span>
        {mover.detail ? <span className="truncate text-muted-foreground text-xs">{mover.detail}</span> : null}
      </Link>
      <span
        className="ml-auto shrink-0 font-medium tabular-nums"
        title={`${formatInteger(mover.before)} before, ${formatInteger(mover.now)} now`}
      >
        {up ? "+" : "−"}
        {formatCompact(difference)}
      </span>
      <span className="w-16 shrink-0 text-right text-muted-foreground text-xs tabular-nums">
        {mover.now === 0 ? "gone" : formatChange(mover.now, mover.before)}
      </span>
    </li>
  );
}
