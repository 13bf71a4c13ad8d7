// How a number moved, with an arrow and in colour where one way is welcome.
import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import { cn } from "#components/ui/cn.ts";
import type { Change } from "#components/usage/words.ts";

export function ChangeMark({ change }: { change: Change }) {
  const Icon = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight }[change.direction];
  const tone =
    change.good === undefined ? "text-muted-foreground" : change.good ? "text-success" : "text-danger";
  return (
    <span className="flex min-w-0 items-center gap-1 text-xs">
      <span className={cn("inline-flex shrink-0 items-center gap-0.5 font-medium tabular-nums", tone)}>
        <Icon aria-hidden="true" className="size-3.5" />
        {change.text}
      </span>
      <span className="truncate text-muted-foreground">{change.versus}</span>
    </span>
  );
}
