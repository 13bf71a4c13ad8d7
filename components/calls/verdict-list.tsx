// The checks of a verification one by one: passed, this one refused, not reached.
import { Check, Minus, X } from "lucide-react";
import { cn } from "#components/ui/cn.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { explainVerdict, type VerdictCheck } from "#lib/shared/verdict.ts";

const MARKS = {
  passed: { icon: <Check />, tone: "bg-success-soft text-success", word: "Passed" },
  refused: { icon: <X />, tone: "bg-danger-soft text-danger", word: "Refused" },
  "not reached": { icon: <Minus />, tone: "bg-muted text-muted-foreground", word: "Not reached" },
};

export function VerdictList({ outcome }: { outcome: Outcome }) {
  return (
    <ol className="grid gap-2.5">
      {explainVerdict(outcome).map((check) => (
        <Line key={check.name} {...check} />
      ))}
    </ol>
  );
}

function Line({ name, state, text }: VerdictCheck) {
  const { icon, tone, word } = MARKS[state];
  return (
    <li className="grid grid-cols-[1.25rem_1fr_auto] items-start gap-x-3 text-ui">
      <span
        aria-hidden="true"
        className={cn("flex size-5 items-center justify-center rounded-full [&_svg]:size-3", tone)}
      >
        {icon}
      </span>
      <span className="grid min-w-0 gap-0.5">
        <span className="font-medium">{name}</span>
        <span className="text-muted-foreground text-xs">{text}</span>
      </span>
      <span className={cn("text-xs", state === "refused" ? "text-danger" : "text-muted-foreground")}>
        {word}
      </span>
    </li>
  );
}
